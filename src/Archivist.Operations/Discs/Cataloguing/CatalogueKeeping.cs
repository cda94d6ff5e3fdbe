using System.Buffers;
using Archivist.Discs.Catalogue;
using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Platform;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Packs;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Stores;
using Archivist.Repository.Trees;
using Archivist.Repository.Writing;

namespace Archivist.Operations.Discs.Cataloguing;

/// <summary>
/// Keeps the catalogue of discs in the repository, as a snapshot of its own, so that it goes wherever the repository goes (docs/decisions/disc-sets.md).
/// </summary>
internal static class CatalogueKeeping
{
    /// <summary>Keeps it when it has changed since the last time; the caller holds a lock.</summary>
    internal static async Task KeepAsync(OperationContext context, ArchivistSettings settings, OpenRepository repository, CancellationToken cancellationToken)
    {
        var catalogue = context.OpenCatalogue(settings);
        var records = await catalogue.ListAsync(cancellationToken);
        if (records.Count == 0)
            return;
        var files = records.OrderBy(record => record.Id.ToString(), StringComparer.Ordinal)
            .Select(record => (Name: $"{record.Id:D}.json", Content: DiscRecordFile.Write(record), At: record.PlannedAt)).ToList();
        var state = Digest.Of([.. files.SelectMany(file => Digest.Of(file.Content).ToString().Select(digit => (byte)digit))]);
        if (await catalogue.FindKeptAsync(state, cancellationToken) is { } kept
            && await repository.Store.FindLengthAsync(new ObjectName(ObjectKind.Snapshot, kept.Value), cancellationToken) is not null)
            return;
        var snapshots = await repository.ListSnapshotsAsync(cancellationToken);
        if (snapshots.LastOrDefault(snapshot => !snapshot.IsCatalogue()) is not { } newest)
            return;
        var stored = await WriteAsync(settings.Archive.Name, await repository.LoadIndexAsync(cancellationToken), files, newest.Time, cancellationToken);
        await catalogue.RecordKeptAsync(state, stored.Id, cancellationToken);
    }

    private static async Task<Snapshot> WriteAsync(
        string disk, IndexedRepository repository, List<(string Name, byte[] Content, DateTimeOffset At)> files, GoTime newest, CancellationToken cancellationToken)
    {
        await using var writer = repository.BeginWrite(PackSizing.Default);
        var nodes = new List<Node>();
        foreach (var (name, content, at) in files)
        {
            var pieces = new List<BlobId>();
            foreach (var piece in content.Chunk(1 << 20))
            {
                var owner = MemoryPool<byte>.Shared.Rent(piece.Length);
                piece.CopyTo(owner.Memory);
                pieces.Add(await (await writer.AddDataAsync(owner, piece.Length, cancellationToken)));
            }

            nodes.Add(Entry(name, NodeType.File, at) with { Permissions = 0x1A4, Size = (ulong)content.Length, Links = 1, Content = pieces });
        }

        var first = files.Min(file => file.At);
        var discs = await writer.AddTreeAsync(nodes, cancellationToken);
        var below = await writer.AddTreeAsync([Entry("discs", NodeType.Directory, first) with { Permissions = 0x1ED, Subtree = discs }], cancellationToken);
        var root = await writer.AddTreeAsync([Entry("catalogue", NodeType.Directory, first) with { Permissions = 0x1ED, Subtree = below }], cancellationToken);
        return await writer.CommitAsync(
            new Snapshot
            {
                // Earlier than the snapshot that it goes with: what takes the last one for the latest shall find that.
                Time = newest with { Seconds = newest.Seconds - 1 },
                Tree = root,
                Paths = ["/catalogue"],
                Hostname = disk,
                Username = Operator.Current.Username,
                Tags = [Snapshot.CatalogueTag],
                ProgramVersion = Product.NameAndVersion,
            },
            cancellationToken);
    }

    private static Node Entry(string name, NodeType type, DateTimeOffset at) => new()
    {
        Name = FileName.Of(name),
        Type = type,
        ModifiedAt = GoTime.From(at),
        AccessedAt = GoTime.From(at),
        ChangedAt = GoTime.From(at),
    };
}
