using Archivist.Discs.Catalogue;
using Archivist.Evidence;
using Archivist.Operations.Archives;

namespace Archivist.Operations.Discs.Planning;

/// <summary>
/// In which order discs were planned. The ledger knows it whatever the clocks said; what it does not know comes first, by date.
/// </summary>
internal static class DiscArrivals
{
    /// <summary>The same discs, those of the newest set last.</summary>
    /// <param name="discs">As the catalogue lists them.</param>
    /// <param name="evidence">The ledger; one that is missing or damaged leaves the order by date.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    internal static async Task<List<CataloguedDisc>> SortAsync(IReadOnlyList<CataloguedDisc> discs, ArchiveLedger evidence, CancellationToken cancellationToken)
    {
        var sets = new Dictionary<Guid, int>();
        var images = new Dictionary<string, int>(StringComparer.Ordinal);
        var position = 0;
        await foreach (var entry in evidence.TryReadAsync(cancellationToken))
        {
            position++;
            if (entry is LedgerEntry.DiscSetPlanned planned && Guid.TryParse(planned.Set, out var set))
                sets.TryAdd(set, position);
            else if (entry is LedgerEntry.DiscBuilt built)
                images.TryAdd(built.Sha256, position);
        }

        // A single disc has no plan: its set is known by its image.
        foreach (var single in discs.Where(disc => disc.Image is not null && !sets.ContainsKey(disc.Set.Id)))
        {
            if (images.TryGetValue(single.Image!.Sha256, out var built))
                sets[single.Set.Id] = built;
        }

        // The catalogue's order, which is by date, holds within a set and where nothing else is known.
        return [.. discs.OrderBy(disc => sets.GetValueOrDefault(disc.Set.Id))];
    }
}
