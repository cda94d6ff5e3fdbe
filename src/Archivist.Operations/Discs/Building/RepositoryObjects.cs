using Archivist.Discs.Building;
using Archivist.Discs.Planning;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.Replicas.Stores.Folder;
using Archivist.Repository.Crypto;
using Archivist.Repository.Opening;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Discs.Building;

/// <summary>The objects of a repository in a directory, where they lie: looked for, and not read before the image is made.</summary>
/// <param name="store">The directory.</param>
/// <param name="elsewhere">Finds what is not in the directory; null where that is all.</param>
internal sealed class RepositoryObjects(FolderStore store, Func<ObjectName, IReplayableContent?>? elsewhere = null) : IPlannedObjects
{
    /// <inheritdoc/>
    public async Task RequireAsync(DiscSetPlan plan, int volume, IReadOnlyList<ObjectName> names, CancellationToken cancellationToken)
    {
        await SealedRepository.FindAsync(store, cancellationToken);
        if (Digest.Of(await store.ReadAllAsync(ObjectName.Configuration, 1 << 20, cancellationToken)) != plan.Repository)
            throw new ArchivistException(new SetOfOtherRepository(plan.Set.Name, store.Location));
        // What was planned must still be there: prune may have removed it since.
        var gone = names.Where(name => Find(name) is null).ToList();
        if (gone.Count > 0)
            throw new ArchivistException(new PlannedObjectsGone(plan.Set.Name, volume, plan.Volumes.Count, gone.Count, gone[0], store.Location));
    }

    /// <inheritdoc/>
    public IReplayableContent ContentOf(ObjectName name) => Find(name) ?? throw new ObjectMissingException(name, store.Location);

    private IReplayableContent? Find(ObjectName name) => store.FindContent(name) ?? elsewhere?.Invoke(name);
}
