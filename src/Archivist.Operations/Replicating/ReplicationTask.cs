using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Replicating;

/// <summary>Which replicas are to be filled, and from where.</summary>
/// <param name="Settings">The settings; null without any.</param>
/// <param name="Replicas">The replicas to fill, one at least.</param>
/// <param name="Repository">The address of what is copied.</param>
/// <param name="Places">Compares places with what is remembered of them.</param>
/// <param name="Source">What is read.</param>
/// <param name="SourceAddress">Where that is.</param>
internal sealed record ReplicationTask(
    ArchivistSettings? Settings, IReadOnlyList<(string Name, string Address, bool IsTyped)> Replicas, string Repository, CopyPlaces Places, ReplicationSource Source, string SourceAddress)
{
    /// <summary>Opens the source that a request names, or the repository, or what stands in for it.</summary>
    /// <exception cref="ArchivistException">There is no source, or nothing to fill.</exception>
    internal static async Task<ReplicationTask> FindAsync(ReplicateRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var isFromReplica = request.From is not null && !archive.NamesRepository;
        var settings = isFromReplica ? await archive.FindSettingsAsync(canDoWithout: false, cancellationToken) : await archive.FindSettingsAsync(cancellationToken);
        var replicas = ChosenReplicas.Of(request.Replicas, settings);
        (string Name, string Address, bool IsTyped)? from = request.From is { } named ? ChosenReplicas.Of([named], settings)[0] : null;
        if (from is not null && request.Replicas.Count == 0)
            replicas = Others(replicas, from.Value.Name);
        if (replicas.Count == 0)
            throw new ArchivistException(new NoReplicasNamed());
        var repository = isFromReplica && settings is null ? from!.Value.Address : archive.AddressOf(settings);
        var places = new CopyPlaces(archive.Context, repository);
        var distinct = replicas.Select(replica => (replica.Name, replica.Address)).ToList();
        if (from is { } copy && copy.Address != repository)
            distinct.Add((copy.Name, copy.Address));
        places.RequireDistinct(distinct);
        var source = from is not null
            ? await ReplicationSource.OfReplicaAsync(places, from.Value, cancellationToken)
            : await ReplicationSource.OfRepositoryAsync(archive, places, settings, cancellationToken);
        var address = from?.Address ?? (source.Replica is { } nearest ? settings!.Replicas.First(replica => replica.Name == nearest).Url : repository);
        if (source.RepositoryFailure is not null)
            replicas = Others(replicas, source.Replica!);
        if (replicas.Count == 0)
            throw source.RepositoryFailure!;
        return new ReplicationTask(settings, replicas, repository, places, source, address);
    }

    private static IReadOnlyList<(string Name, string Address, bool IsTyped)> Others(IReadOnlyList<(string Name, string Address, bool IsTyped)> replicas, string name) =>
        [.. replicas.Where(replica => replica.Name != name)];
}
