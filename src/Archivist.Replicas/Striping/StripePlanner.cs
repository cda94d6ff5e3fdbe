using Archivist.Repository.Stores;

namespace Archivist.Replicas.Striping;

/// <summary>Forms groups of packs that share recovery data. Pure: the same packs give the same groups.</summary>
internal static class StripePlanner
{
    /// <summary>
    /// The number of packs of one data share in a group. All packs of a group are read to compute one of them, and every group is a set of files on each
    /// recovery share.
    /// </summary>
    internal const int PacksPerShare = 4;

    /// <summary>
    /// Groups of packs of similar lengths, with at most <see cref="PacksPerShare"/> of each data share: every pack is one slice of PAR2, which is as long as the longest.
    /// </summary>
    /// <param name="packs">Each pack once, and the data share that holds it.</param>
    internal static IReadOnlyList<IReadOnlyList<(StoredObject Pack, int Share)>> Plan(IEnumerable<(StoredObject Pack, int Share)> packs)
    {
        var groups = new List<List<(StoredObject, int)>>();
        foreach (var share in packs.GroupBy(item => item.Share))
        {
            var chunks = share.OrderByDescending(item => item.Pack.Length).ThenBy(item => item.Pack.Name.ToString(), StringComparer.Ordinal).Chunk(PacksPerShare);
            foreach (var (number, chunk) in chunks.Index())
            {
                if (number == groups.Count)
                    groups.Add([]);
                groups[number].AddRange(chunk);
            }
        }

        return groups;
    }
}
