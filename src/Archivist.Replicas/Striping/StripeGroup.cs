using Archivist.Correction.Par2;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Striping;

/// <summary>Packs that one PAR2 set covers, one slice each, as the files on the recovery shares describe them.</summary>
/// <param name="Name">The name of its files without their endings.</param>
/// <param name="Set">The set.</param>
/// <param name="Packs">The packs, in the order of the files of the set.</param>
/// <param name="Volumes">The recovery slices.</param>
internal sealed record StripeGroup(string Name, Par2Set Set, IReadOnlyList<StoredObject> Packs, IReadOnlyList<StripeVolume> Volumes)
{
    /// <summary>The slices that each recovery share needs: as many as the packs on the data share that holds most of them.</summary>
    /// <param name="shareOf">The data share of each pack of the group.</param>
    internal int Slices(Func<ObjectName, int> shareOf) => Packs.CountBy(pack => shareOf(pack.Name)).Max(share => share.Value);
}
