using Archivist.Discs.Planning;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Replicas.Stores.Folder;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Discs.Sets;

/// <summary>The objects of a repository in a folder, where they lie: looked for, and not read before the image is made.</summary>
/// <param name="store">The folder.</param>
/// <param name="elsewhere">Finds what is not in the folder; null where that is all.</param>
internal sealed class RepositoryObjects(FolderStore store, Func<ObjectName, IReplayableContent?>? elsewhere = null) : IPlannedObjects
{
    /// <inheritdoc/>
    public async Task RequireAsync(DiscSetPlan plan, int volume, IReadOnlyList<ObjectName> names, CancellationToken cancellationToken)
    {
        await SealedRepository.FindAsync(store, cancellationToken);
        if (Digest.Of(await store.ReadAllAsync(ObjectName.Configuration, 1 << 20, cancellationToken)) != plan.Repository)
            throw new ArchivistException(Failure.Usage, $"set '{plan.Set.Name}': it was planned for another repository than {store.Location}") { Hint = "Plan a new set." };
        // What was planned must still be there: prune may have removed it since.
        var gone = names.Where(name => Find(name) is null).ToList();
        if (gone.Count > 0)
            throw new ArchivistException(
                Failure.Failed,
                $"disc {volume} of {plan.Volumes.Count} of {plan.Set.Name}: {Quantity.Count(gone.Count, "object", "objects")} of the plan are gone from the repository {store.Location}, the first is {gone[0]}")
            {
                Hint = "Plan a new set: what was pruned or removed cannot be put on a disc any more.",
            };
    }

    /// <inheritdoc/>
    public IReplayableContent ContentOf(ObjectName name) => Find(name) ?? throw new ObjectMissingException(name, store.Location);

    private IReplayableContent? Find(ObjectName name) => store.FindContent(name) ?? elsewhere?.Invoke(name);
}
