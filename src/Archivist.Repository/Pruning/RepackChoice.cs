using Archivist.Repository.Ids;

namespace Archivist.Repository.Pruning;

/// <summary>Which packs are rewritten. A pure function of the packs, the options and the format version.</summary>
internal static class RepackChoice
{
    /// <summary>Small packs are worth it only together.</summary>
    private const int FewestSmallPacks = 2;

    internal static HashSet<PackId> Choose(IReadOnlyList<PackUse> packs, PruneOptions options, int version)
    {
        var needed = packs.Where(pack => pack.KeptBlobs > 0).ToList();
        var used = needed.Sum(pack => pack.KeptBytes);
        var allowed = options.MaxUnused.BytesBeside(used);
        var unused = needed.Sum(pack => pack.DroppedBytes);
        var small = needed.Where(pack => pack.Length < options.Sizing.TargetBytes / 5L * 4).ToHashSet();
        bool MustBe(PackUse pack) =>
            pack.IsMixed
            || (pack.HasTrees && pack.DroppedBlobs > 0)
            || (version >= 2 && pack.HasPlainBlobs && (pack.HasTrees || options.RepackUncompressed))
            || (options.RepackSmall && small.Count >= FewestSmallPacks && small.Contains(pack));

        var chosen = new HashSet<PackId>();
        long repacked = 0;
        // What must be comes first, then what frees most for the bytes that have to be written.
        foreach (var pack in needed
            .Where(pack => pack.DroppedBlobs > 0 || MustBe(pack))
            .OrderByDescending(MustBe)
            .ThenByDescending(pack => (double)pack.DroppedBytes / Math.Max(1, pack.KeptBytes))
            .ThenBy(pack => pack.Pack.Id.ToString(), StringComparer.Ordinal))
        {
            if (options.RepackCacheableOnly && (pack.Pack.HasData || !pack.HasTrees))
                continue;
            if (!MustBe(pack) && unused <= allowed)
                continue;
            if (options.MaxRepackBytes is { } limit && repacked + pack.Length > limit)
                continue;
            chosen.Add(pack.Pack.Id);
            repacked += pack.Length;
            unused -= pack.DroppedBytes;
        }

        return chosen;
    }
}
