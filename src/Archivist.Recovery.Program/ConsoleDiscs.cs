using Archivist.Discs.Catalogue;
using Archivist.Discs.Sets;

namespace Archivist.Recovery.Program;

/// <summary>
/// Asks the people in front of a machine for discs. Whoever changes the disc need not press a key: the drives are looked at every few seconds.
/// </summary>
internal sealed class ConsoleDiscs(Consoles consoles, TimeProvider clock, Func<CancellationToken, Task<bool>> openTray) : IDiscRequests
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(3);

    private Task<string?>? _answer;
    private CancellationTokenSource? _asking;

    /// <inheritdoc/>
    public async ValueTask AskAsync(CataloguedDisc wanted, long bytes, IReadOnlyList<string> drives, CancellationToken cancellationToken)
    {
        if (!await openTray(cancellationToken))
        {
            await consoles.WriteLineAsync(
                "This machine runs from the disc in its drive, which has to stay there. Use another drive, or start the machine again and choose to copy the system to memory.",
                cancellationToken);
        }

        await consoles.WriteLineAsync($"Insert {wanted.Describe()} into {string.Join(" or ", drives)}.", cancellationToken);
        await EndQuestionAsync();
        _asking = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _answer = consoles.AskAsync("It is noticed by itself; Enter looks at once. If the disc is not to be had, type skip: ", isSecret: false, _asking.Token);
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
        if (answer is null || answer.Trim().Equals("skip", StringComparison.OrdinalIgnoreCase))
            return false;
        _answer = consoles.AskAsync("Still waiting for the disc; Enter looks again, skip goes on without it: ", isSecret: false, _asking!.Token);
        return true;
    }

    /// <inheritdoc/>
    public async ValueTask NoticeAsync(string drive, string found, CancellationToken cancellationToken) =>
        await consoles.WriteLineAsync($"\r\nIn {drive}: {found}.", cancellationToken);

    /// <inheritdoc/>
    public async ValueTask AcceptAsync(string found, CancellationToken cancellationToken)
    {
        await EndQuestionAsync();
        await consoles.WriteLineAsync($"\r\nReading {found}.", cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask TellAsync(string sentence, CancellationToken cancellationToken)
    {
        await EndQuestionAsync();
        await consoles.WriteLineAsync($"\r\n{sentence}.", cancellationToken);
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
