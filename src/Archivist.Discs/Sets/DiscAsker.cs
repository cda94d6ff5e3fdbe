using Archivist.Discs.Catalogue;
using Archivist.Discs.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Discs.Sets;

/// <summary>
/// Asks for discs and watches the drives until one of those that are wanted is there. Not thread-safe; used under the gate of <see cref="DiscSet"/>.
/// </summary>
internal sealed class DiscAsker(IDiscRequests requests, DriveBay bay, KnownDiscs known)
{
    /// <summary>
    /// Asks for a disc and waits until it, or another one that <paramref name="isWanted"/>, is in a drive. A disc that does not come is given up. Where no disc can be exchanged,
    /// no one is asked.
    /// </summary>
    /// <param name="disc">The disc to ask for.</param>
    /// <param name="bytes">How much is wanted from it; 0 when that is not known.</param>
    /// <param name="isWanted">Whether a disc that came serves as well.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>False when no such disc came.</returns>
    internal async Task<bool> AskAsync(CataloguedDisc disc, long bytes, Func<FoundDisc, Task<bool>> isWanted, CancellationToken cancellationToken)
    {
        if (!bay.IsFixed && await WaitAsync(disc, bytes, isWanted, cancellationToken))
            return true;
        known.GiveUp(disc);
        return false;
    }

    /// <summary>Asks for the first of these discs; any of them will do.</summary>
    internal Task<bool> AskForAnyAsync(IReadOnlyList<CataloguedDisc> candidates, CancellationToken cancellationToken)
    {
        var ids = candidates.Select(disc => disc.Id).ToHashSet();
        return AskAsync(candidates[0], 0, disc => Task.FromResult(disc.Record is { } record && ids.Contains(record.Id)), cancellationToken);
    }

    /// <inheritdoc cref="IDiscRequests.TellAsync"/>
    internal ValueTask TellAsync(Problem notice, CancellationToken cancellationToken) => requests.TellAsync(notice, cancellationToken);

    private async Task<bool> WaitAsync(CataloguedDisc disc, long bytes, Func<FoundDisc, Task<bool>> isWanted, CancellationToken cancellationToken)
    {
        var shown = Enumerable.Range(0, bay.Count).Select(place => bay[place]?.Title).ToArray();
        await requests.AskAsync(disc, bytes, [.. bay.Places], cancellationToken);
        while (true)
        {
            bay.Release();
            var goesOn = await requests.WaitAsync(cancellationToken);
            for (var place = 0; place < bay.Count; place++)
                shown[place] = await LookAsync(place, shown[place], cancellationToken);
            foreach (var inserted in bay.Discs)
            {
                if (inserted.Record?.Id != disc.Id && !await isWanted(inserted))
                    continue;
                await requests.AcceptAsync(inserted.Title, cancellationToken);
                return true;
            }

            if (!goesOn)
                return false;
        }
    }

    /// <summary>Opens the disc in a drive if it is of this repository; any other is reported once.</summary>
    /// <returns>The disc that is in the drive, to be given as <paramref name="before"/> at the next look.</returns>
    private async Task<DiscTitle?> LookAsync(int place, DiscTitle? before, CancellationToken cancellationToken)
    {
        if (bay[place] is not null)
            return before;
        DiscTitle title;
        try
        {
            if (await bay.Drive(place).OpenAsync(cancellationToken) is not { } disc)
                return before;
            title = disc.Title;
            if (disc.Repository == bay.Repository)
            {
                bay.Insert(place, disc);
            }
            else
            {
                title = new DiscTitle.OfOtherRepository(title);
                disc.Dispose();
            }
        }
        catch (ArchivistException)
        {
            title = new DiscTitle.WithoutRepository();
        }

        if (title != before)
            await requests.NoticeAsync(bay.Drive(place).Place, title, cancellationToken);
        return title;
    }
}
