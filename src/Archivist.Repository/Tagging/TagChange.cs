using Archivist.Repository.Ids;
using Archivist.Repository.Locks;
using Archivist.Repository.Opening;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Stores;

namespace Archivist.Repository.Tagging;

/// <summary>A change of snapshot tags. A snapshot file is immutable, so the changed snapshot gets a new id and names its first id as its original.</summary>
/// <param name="Set">All tags there are to be; null to change what is there.</param>
/// <param name="Add">Tags to add.</param>
/// <param name="Remove">Tags to remove.</param>
public sealed record TagChange(IReadOnlyList<string>? Set, IReadOnlyList<string> Add, IReadOnlyList<string> Remove)
{
    /// <summary>The tags afterwards, in the order in which they were given, each once.</summary>
    public IReadOnlyList<string> ApplyTo(IReadOnlyList<string> tags) =>
        Set is { } all ? [.. all.Where(tag => tag.Length > 0).Distinct()] : [.. tags.Concat(Add).Where(tag => tag.Length > 0 && !Remove.Contains(tag)).Distinct()];

    /// <summary>Writes the snapshot with its new tags, then removes the old one; null when nothing changes.</summary>
    public async Task<Snapshot?> WriteAsync(OpenRepository repository, Snapshot snapshot, RepositoryLock held, CancellationToken cancellationToken)
    {
        var tags = ApplyTo(snapshot.Tags);
        if (tags.SequenceEqual(snapshot.Tags))
            return null;
        var changed = snapshot with { Tags = tags, Original = snapshot.Original ?? snapshot.Id };
        var name = await repository.WriteFileAsync(ObjectKind.Snapshot, SnapshotFile.Write(changed), cancellationToken);
        await held.ConfirmAsync(cancellationToken);
        await repository.Store.RemoveAsync(new ObjectName(ObjectKind.Snapshot, snapshot.Id.Value), cancellationToken);
        return changed with { Id = new SnapshotId(name.Id) };
    }
}
