using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.Repository.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Replicating;

/// <summary>Where replicas are filled from.</summary>
/// <param name="Store">What is read.</param>
/// <param name="Replica">The name of the replica that it is; null for the repository.</param>
/// <param name="RepositoryFailure">Why the repository cannot be read; null when it can, or was not tried.</param>
internal sealed record ReplicationSource(IObjectStore Store, string? Replica, ArchivistException? RepositoryFailure)
{
    /// <summary>Opens the replica that is named; the repository is not looked at.</summary>
    /// <exception cref="ArchivistException">There is no copy, or not the one that was.</exception>
    internal static async Task<ReplicationSource> OfReplicaAsync(CopyPlaces places, (string Name, string Address, bool IsTyped) replica, CancellationToken cancellationToken) =>
        new(await places.OpenAsync(replica.Name, replica.Address, Beginning.Never, cancellationToken), replica.Name, null);

    /// <summary>Opens the repository, or the nearest replica of the settings when the repository cannot be read.</summary>
    /// <exception cref="ArchivistException">Neither can be.</exception>
    internal static async Task<ReplicationSource> OfRepositoryAsync(Archive archive, CopyPlaces places, ArchivistSettings? settings, CancellationToken cancellationToken)
    {
        ArchivistException failure;
        try
        {
            var store = archive.OpenStore(settings);
            if (await store.FindLengthAsync(ObjectName.Configuration, cancellationToken) is not null)
                return new ReplicationSource(store, null, null);
            failure = new ArchivistException(new RepositoryNotFound(store.Location));
        }
        catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
        {
            failure = Failures.Of(cause, isStopped: false);
        }

        // Of a repository that was typed out nothing says which replicas are copies of it.
        var replicas = archive.NamesRepository || settings is null ? [] : ChosenReplicas.Of([], settings);
        var found = new List<(IObjectStore Store, string Name)>();
        foreach (var (name, address, _) in replicas)
        {
            try
            {
                found.Add((await places.OpenAsync(name, address, Beginning.Never, cancellationToken), name));
            }
            catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
            {
                // Filling it reports why.
            }
        }

        if (found.Count == 0)
            throw failure;
        var nearest = found.Find(replica => replica.Store.Traits.IsLocal) is { Store: not null } local ? local : found[0];
        archive.Context.Warn(new RepositoryStoodIn(nearest.Name, failure.Problem));
        return new ReplicationSource(nearest.Store, nearest.Name, failure);
    }
}
