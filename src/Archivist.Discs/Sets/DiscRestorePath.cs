using Archivist.Platform.Problems;
using Archivist.Repository.Ids;
using Archivist.Repository.Stores;
using Archivist.Repository.Walking;

namespace Archivist.Discs.Sets;

/// <summary>
/// The one path by which a restore reads a repository that is spread over discs: what is in the drives first, then the disc that most is wanted from, each disc once, then copies
/// elsewhere, and computation from recovery discs last: a copy costs as many bytes as are wanted, a computation all that there are.
/// </summary>
/// <param name="discs">The discs; the caller disposes them.</param>
/// <param name="copies">Other copies of the same repository, such as replicas, in the order in which they are asked; none is fine.</param>
/// <param name="reader">What the discs are read through, such as a counter of bytes; null for the discs themselves.</param>
public sealed class DiscRestorePath(DiscSet discs, IReadOnlyList<IObjectSource> copies, IObjectSource? reader = null) : IContentStages
{
    private readonly HashSet<PackId> _fromCopies = [];
    private Action<IReadOnlyList<DiscNeed>, IReadOnlySet<PackId>>? _onNeeds;

    /// <summary>What the restore reads from: the discs, then the copies.</summary>
    public IObjectSource Source { get; } = new UnionStore([reader ?? discs, .. copies]);

    /// <summary>Keeps copies of the packs with trees from now on, because each stage reads all of them.</summary>
    /// <param name="folder">Takes one file that has no name there.</param>
    /// <param name="onNeeds">Receives the discs that the restore needs, and its packs that can already be read, once both are known; null for none.</param>
    public DiscRestorePath Start(string folder, Action<IReadOnlyList<DiscNeed>, IReadOnlySet<PackId>>? onNeeds)
    {
        _onNeeds = onNeeds;
        discs.BeginKeeping(folder, copies);
        return this;
    }

    /// <inheritdoc/>
    public async Task BeginAsync(IReadOnlyDictionary<PackId, long> wanted, CancellationToken cancellationToken)
    {
        discs.EndKeeping();
        _onNeeds?.Invoke(discs.Needs(wanted), await discs.FindAtHandAsync(wanted.Keys, cancellationToken));
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

        var found = await FindInCopiesAsync(left.Keys, cancellationToken);
        return found.Count == 0 && await discs.ComputeAsync(left.Keys, cancellationToken) ? await discs.FindAtHandAsync(left.Keys, cancellationToken) : found;
    }

    /// <inheritdoc/>
    public Task RejectAsync(PackId pack, Cause cause, CancellationToken cancellationToken) => discs.RejectAsync(pack, cause, cancellationToken);

    /// <inheritdoc/>
    public Problem DescribeMissing(PackId pack) => discs.DescribeMissing(pack);

    /// <summary>Packs that a copy has and that were not tried there yet.</summary>
    private async Task<HashSet<PackId>> FindInCopiesAsync(IEnumerable<PackId> packs, CancellationToken cancellationToken)
    {
        var found = new HashSet<PackId>();
        foreach (var pack in packs.Where(pack => !_fromCopies.Contains(pack)))
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
        return found;
    }
}
