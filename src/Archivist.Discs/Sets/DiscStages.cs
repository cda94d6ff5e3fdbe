using Archivist.Platform.Problems;
using Archivist.Repository.Ids;
using Archivist.Repository.Stores;
using Archivist.Repository.Walking;

namespace Archivist.Discs.Sets;

/// <summary>
/// Has a restore read one disc after the other: what is in the drives first, then the disc that most is wanted from, each disc once. What no disc gives whole is
/// taken from copies on the network, if there are any, and then computed from recovery discs: a copy costs as many bytes as are wanted, a computation all that there are.
/// </summary>
/// <param name="discs">The discs; it keeps the packs with the folders meanwhile.</param>
/// <param name="copies">Further stores of the same repository, which what is restored is read from as well.</param>
/// <param name="onNeeds">Told which discs it takes and which of these packs are at hand, when that is known; null when nobody wants to know.</param>
public sealed class DiscStages(
    DiscSet discs, IReadOnlyList<IObjectSource> copies, Action<IReadOnlyList<DiscNeed>, IReadOnlySet<PackId>>? onNeeds) : IContentStages
{
    private readonly HashSet<PackId> _fromCopies = [];

    /// <inheritdoc/>
    public async Task BeginAsync(IReadOnlyDictionary<PackId, long> wanted, CancellationToken cancellationToken)
    {
        discs.EndKeeping();
        onNeeds?.Invoke(discs.Needs(wanted), await discs.FindAtHandAsync(wanted.Keys, cancellationToken));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlySet<PackId>> NextAsync(IReadOnlyDictionary<PackId, long> left, CancellationToken cancellationToken)
    {
        do
        {
            if (await discs.FindAtHandAsync(left.Keys, cancellationToken) is { Count: > 0 } packs)
                return packs;
        }
        while (await discs.InsertNextAsync(left, cancellationToken));

        var found = new HashSet<PackId>();
        foreach (var pack in left.Keys.Where(pack => !_fromCopies.Contains(pack)))
        {
            foreach (var copy in copies)
            {
                if (await copy.FindLengthAsync(new ObjectName(ObjectKind.Pack, pack.Value), cancellationToken) is not null)
                {
                    found.Add(pack);
                    break;
                }
            }
        }

        _fromCopies.UnionWith(found);
        return found.Count == 0 && await discs.ComputeAsync(left.Keys, cancellationToken) ? await discs.FindAtHandAsync(left.Keys, cancellationToken) : found;
    }

    /// <inheritdoc/>
    public Task RejectAsync(PackId pack, Cause cause, CancellationToken cancellationToken) => discs.RejectAsync(pack, cause, cancellationToken);

    /// <inheritdoc/>
    public Problem DescribeMissing(PackId pack) => discs.DescribeMissing(pack);
}
