using Archivist.Keys.Shares;
using Archivist.Platform.Problems;
using Archivist.Recovery.Program.Messages;

namespace Archivist.Recovery.Program;

/// <summary>Takes shares on paper from people in front of a machine, row by row or whole. Each line is checked at once, and each share is reported with the set that it belongs to. Nothing that is typed is shown.</summary>
internal sealed class ConsoleShares(Consoles consoles, IRecoveryWords words)
{
    private readonly CollectedShares _shares = new();

    /// <summary>Asks until the shares are enough; null when an empty line ends it before, or no console is left.</summary>
    internal async Task<KeyAnswer.Combined?> AskAsync(CancellationToken cancellationToken)
    {
        await consoles.WriteLineAsync(words.AboutShares, cancellationToken);
        while (true)
        {
            if (await AskShareAsync(cancellationToken) is not { } share)
                return null;
            try
            {
                if (await TakeAsync(share, cancellationToken) is { } combined)
                    return combined;
            }
            catch (ArchivistException wrong)
            {
                await SayAsync(wrong.Problem, cancellationToken);
            }
        }
    }

    /// <summary>Adds a share; the password once they are enough. Shares that do not belong together are all forgotten.</summary>
    private async Task<KeyAnswer.Combined?> TakeAsync(Share share, CancellationToken cancellationToken)
    {
        var tally = _shares.Add(share);
        await consoles.WriteLineAsync(words.ShareGood(share, tally.Groups[share.Group].Shares.Count, tally), cancellationToken);
        return tally.IsEnough ? _shares.Combine() : null;
    }

    private async Task<Share?> AskShareAsync(CancellationToken cancellationToken)
    {
        var typed = new TypedShare();
        while (true)
        {
            if (await consoles.AskAsync(words.AskShare(_shares.Count + 1, typed.Words + 1), isSecret: true, cancellationToken) is not { } line)
                return null;
            try
            {
                if (string.IsNullOrWhiteSpace(line))
                {
                    if (typed.Words == 0)
                        return null;
                    return typed.Finish();
                }

                if (typed.Add(line) is { } share)
                    return share;
            }
            catch (ArchivistException wrong)
            {
                await SayAsync(wrong.Problem, cancellationToken);
            }
        }
    }

    private async Task SayAsync(Problem problem, CancellationToken cancellationToken)
    {
        var (sentence, hint) = words.Of(problem);
        await consoles.WriteLineAsync($"{sentence}.{(hint is null ? "" : $" {hint}")}", cancellationToken);
    }
}
