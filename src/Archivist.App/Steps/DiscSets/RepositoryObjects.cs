using Archivist.App.Cli;
using Archivist.Media.DiscSets;
using Archivist.Replicas.Stores.Folder;
using Archivist.Repository;

namespace Archivist.App.Steps.DiscSets;

/// <summary>The objects of the local repository, where they lie: looked for, and not read before the image is made.</summary>
internal sealed class RepositoryObjects(FolderStore store) : IPlannedObjects
{
    /// <inheritdoc/>
    public async Task RequireAsync(DiscSetPlan plan, int volume, IReadOnlyList<ObjectName> names, CancellationToken cancellationToken)
    {
        await SealedRepository.FindAsync(store, cancellationToken);
        if (Digest.Of(await store.ReadAllAsync(ObjectName.Configuration, 1 << 20, cancellationToken)) != plan.Repository)
            throw new ArchivistException(Failure.Usage, $"set '{plan.Set.Name}': it was planned for another repository than {store.Location}") { Hint = "Plan a new set." };
        // What was planned must still be there: prune may have removed it since.
        var gone = new List<ObjectName>();
        foreach (var name in names)
        {
            if (await store.FindLengthAsync(name, cancellationToken) is null)
                gone.Add(name);
        }

        if (gone.Count > 0)
            throw new ArchivistException(
                Failure.Failed,
                $"disc {volume} of {plan.Volumes.Count} of {plan.Set.Name}: {Quantity.Count(gone.Count, "object", "objects")} of the plan are gone from the repository since, the first is {gone[0]}")
            {
                Hint = "Plan a new set: what was pruned or removed cannot be put on a disc any more.",
            };
    }

    /// <inheritdoc/>
    public IReplayableContent ContentOf(ObjectName name) => store.ContentOf(name);
}
