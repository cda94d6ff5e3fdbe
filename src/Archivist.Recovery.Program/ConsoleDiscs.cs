using Archivist.Discs.Catalogue;
using Archivist.Discs.Problems;
using Archivist.Discs.Sets;
using Archivist.Platform.Problems;
using Archivist.Recovery.Program.Messages;

namespace Archivist.Recovery.Program;

/// <summary>
/// Asks the people in front of a machine for discs. No key need be pressed after changing the disc: the drives are checked every few seconds.
/// </summary>
internal sealed class ConsoleDiscs(Consoles consoles, Func<IRecoveryWords> words, TimeProvider clock, Func<CancellationToken, Task<bool>> openTray) : IDiscRequests
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(3);

    private Task<string?>? _answer;
    private CancellationTokenSource? _asking;

    /// <inheritdoc/>
    public async ValueTask AskAsync(CataloguedDisc wanted, long bytes, IReadOnlyList<string> drives, CancellationToken cancellationToken)
    {
        if (!await openTray(cancellationToken))
            await consoles.WriteLineAsync(words().DriveTaken, cancellationToken);
        await consoles.WriteLineAsync(words().Insert(wanted.Title, drives), cancellationToken);
        await EndQuestionAsync();
        _asking = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _answer = consoles.AskAsync(words().WaitForDisc, isSecret: false, _asking.Token);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> WaitAsync(CancellationToken cancellationToken)
    {
        if (_answer is null)
            return false;
        var pause = Task.Delay(Pace, clock, cancellationToken);
        if (await Task.WhenAny(_answer, pause) == pause)
        {
            await pause;
            return true;
        }

        var answer = await _answer;
        _answer = null;
        if (answer is null || answer.Trim().Equals(words().SkipWord, StringComparison.OrdinalIgnoreCase))
            return false;
        _answer = consoles.AskAsync(words().WaitLonger, isSecret: false, _asking!.Token);
        return true;
    }

    /// <inheritdoc/>
    public async ValueTask NoticeAsync(string drive, DiscTitle found, CancellationToken cancellationToken) =>
        await consoles.WriteLineAsync($"\r\n{words().Of(new DiscNoticed(drive, found)).Sentence}.", cancellationToken);

    /// <inheritdoc/>
    public async ValueTask AcceptAsync(DiscTitle found, CancellationToken cancellationToken)
    {
        await EndQuestionAsync();
        await consoles.WriteLineAsync($"\r\n{words().Of(new DiscAccepted(found)).Sentence}.", cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask TellAsync(Problem notice, CancellationToken cancellationToken)
    {
        await EndQuestionAsync();
        await consoles.WriteLineAsync($"\r\n{words().Of(notice).Sentence}.", cancellationToken);
    }

    private async Task EndQuestionAsync()
    {
        if (_answer is { } answer)
        {
            await _asking!.CancelAsync();
            await ((Task)answer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _asking?.Dispose();
        (_answer, _asking) = (null, null);
    }
}
