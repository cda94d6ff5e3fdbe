using Archivist.Platform.FileSystem;
using Archivist.Repository.Ids;
using Archivist.Repository.Stores;

namespace Archivist.Repository.Snapshots;

/// <summary>In which order snapshots came, as far as something else than their own dates knows it.</summary>
public sealed record SnapshotArrivals
{
    /// <summary>Nothing is known.</summary>
    public static readonly SnapshotArrivals Unknown = new();

    /// <summary>As the ledger noted them, oldest first, each with the date of its entry; empty without a ledger.</summary>
    public IReadOnlyList<(SnapshotId Id, GoTime NotedAt)> Ledger { get; init; } = [];

    /// <summary>When their files were written into the store, in seconds since 1970; empty when the store does not know.</summary>
    public IReadOnlyDictionary<SnapshotId, long> Stored { get; init; } = new Dictionary<SnapshotId, long>();

    /// <summary>The same, with what the store itself knows of these snapshots.</summary>
    public async Task<SnapshotArrivals> WithStoreAsync(IObjectSource store, IEnumerable<Snapshot> snapshots, CancellationToken cancellationToken)
    {
        if (store.Find<IDatedStore>() is not { } dated)
            return this;
        var stored = new Dictionary<SnapshotId, long>();
        foreach (var snapshot in snapshots)
        {
            if (await dated.FindTimeAsync(new ObjectName(ObjectKind.Snapshot, snapshot.Id.Value), cancellationToken) is { } time)
                stored[snapshot.Id] = time;
        }

        return this with { Stored = stored };
    }
}
