using Archivist.App.Messages;
using Archivist.Discs.Catalogue;
using Archivist.Discs.Problems;
using Archivist.Discs.Sets;
using Archivist.Messages.English;
using Archivist.Platform.Problems;
using Archivist.Platform.Terminals;
using Archivist.Platform.Text;

namespace Archivist.App.Cli;

/// <summary>
/// Asks for discs on standard error, and looks at the drives every second until one is there. On a terminal that has no end but the line <c>s</c>;
/// elsewhere, or when the command line says so, it ends after a time.
/// </summary>
/// <param name="output">Where to ask.</param>
/// <param name="clock">Times the wait.</param>
/// <param name="limit">How long each disc is waited for; null for as long as it takes.</param>
/// <param name="takesKeys">A person sits at the keyboard.</param>
internal sealed class TerminalDiscs(Output output, TimeProvider clock, TimeSpan? limit, bool takesKeys) : IDiscRequests
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private long _askedAt;

    public ValueTask AskAsync(CataloguedDisc wanted, long bytes, IReadOnlyList<string> drives, CancellationToken cancellationToken)
    {
        _askedAt = clock.GetTimestamp();
        output.Ask(
            $"Insert {DiscTitleText.Of(wanted.Title)}{(wanted.Place() is { } place ? $", which lies at {place}," : "")} into {string.Join(" or ", drives)}"
            + (bytes > 0 ? $": {Quantity.Bytes(bytes)} are wanted from it." : ".") + (takesKeys ? " It is detected automatically; s and Enter continue without it." : ""));
        return ValueTask.CompletedTask;
    }

    public async ValueTask<bool> WaitAsync(CancellationToken cancellationToken)
    {
        if (limit is { } most && clock.GetElapsedTime(_askedAt) >= most)
            return false;
        await Task.Delay(Pace, clock, cancellationToken);
        while (takesKeys && Terminal.HasLine)
        {
            // After the end of the input no answer can come.
            if (Terminal.ReadLine() is not { } line || line is [(byte)'s' or (byte)'S'])
                return false;
        }

        return true;
    }

    public ValueTask NoticeAsync(string drive, DiscTitle found, CancellationToken cancellationToken)
    {
        output.Ask($"{Words(new DiscNoticed(drive, found))}.");
        return ValueTask.CompletedTask;
    }

    public ValueTask AcceptAsync(DiscTitle found, CancellationToken cancellationToken)
    {
        output.Note($"{Words(new DiscAccepted(found))}.");
        return ValueTask.CompletedTask;
    }

    public ValueTask TellAsync(Problem notice, CancellationToken cancellationToken)
    {
        output.Ask($"{Words(notice)}.");
        return ValueTask.CompletedTask;
    }

    private static string Words(Problem notice) => CommandLineMessages.Instance.Of(notice).Sentence;
}
