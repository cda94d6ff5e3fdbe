using Archivist.Repository.Ids;
using Archivist.Repository.Locks;
using Archivist.Repository.Stores;

namespace Archivist.Repository.Pruning;

/// <content>The steps of a prune, in their order.</content>
public sealed partial class PrunePlan
{
    /// <summary>
    /// Rewrites the needed blobs of partly used packs, then the indexes, then removes old indexes, then deletes packs that no
    /// index names any more.
    /// </summary>
    /// <param name="held">The exclusive lock under which the plan was built; it is confirmed before each removal.</param>
    /// <param name="progress">Packs rewritten or deleted so far, and their total.</param>
    /// <param name="cancellationToken">Stops it between two objects; the next prune goes on.</param>
    public async Task ApplyAsync(RepositoryLock held, IProgress<(int Done, int Total)>? progress, CancellationToken cancellationToken)
    {
        if (IsForShow)
            throw new InvalidOperationException("The plan takes snapshots for gone that are still there.");
        if (IsEmpty)
            return;
        var repacked = _packs.Where(pack => _repacked.Contains(pack.Pack.Id)).ToList();
        List<PackId> doomed = [.. _packs.Where(pack => pack.KeptBlobs == 0 || _repacked.Contains(pack.Pack.Id)).Select(pack => pack.Pack.Id)];
        List<ObjectName> deletions =
        [
            .. doomed.Select(pack => new ObjectName(ObjectKind.Pack, pack.Value)),
            .. _unindexed.Select(pack => pack.Name),
        ];
        var total = repacked.Count + deletions.Count;
        var done = 0;

        var repacking = new Repacking(_repository, _options);
        foreach (var pack in repacked)
        {
            await repacking.TakeAsync(pack.Pack, _kept, cancellationToken);
            progress?.Report((++done, total));
        }

        var written = await repacking.FinishAsync(cancellationToken);
        await new PackReplacement(_repository, _catalogue, held).RunAsync(
            doomed.ToHashSet(), written, deletions, rewriteAll: false, () => progress?.Report((++done, total)), cancellationToken);
    }
}
