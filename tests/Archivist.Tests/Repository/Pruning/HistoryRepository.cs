using System.Buffers;
using Archivist.Platform;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Repository.Crypto;
using Archivist.Repository.Files;
using Archivist.Repository.Ids;
using Archivist.Repository.Locks;
using Archivist.Repository.Opening;
using Archivist.Repository.Packs;
using Archivist.Repository.Pruning;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Stores;
using Archivist.Repository.Trees;
using Archivist.Repository.Writing;
using Archivist.TestKit;

namespace Archivist.Tests.Repository.Pruning;

/// <summary>A repository in memory with several snapshots that share some files, in packs so small that pruning has choices.</summary>
internal static class HistoryRepository
{
    private static readonly CancellationToken None = CancellationToken.None;

    internal static OpenRepository Create(IObjectStore store, int version) => new(
        store, new SealerPool(SealingKey.Generate()), new ConfigDocument(version, new string('0', 64), "25b468838dcb75"));

    /// <summary>Adds a snapshot with files of the given seeds, each a megabyte that does not compress.</summary>
    internal static async Task<Snapshot> AddAsync(OpenRepository repository, params int[] seeds)
    {
        await using var writer = (await repository.LoadIndexAsync(None)).BeginWrite(new PackSizing { TargetBytes = 1 << 20 });
        var nodes = new List<Node>();
        foreach (var seed in seeds.Distinct())
        {
            var pieces = new List<BlobId>();
            for (var piece = 0; piece < 3; piece++)
            {
                var owner = MemoryPool<byte>.Shared.Rent(300_000);
                new Random(seed * 10 + piece).NextBytes(owner.Memory.Span[..300_000]);
                pieces.Add(await (await writer.AddDataAsync(owner, 300_000, None)));
            }

            nodes.Add(new Node { Name = FileName.Of($"file{seed}"), Type = NodeType.File, Size = 900_000, Content = pieces });
        }

        var below = await writer.AddTreeAsync(nodes, None);
        var root = await writer.AddTreeAsync([new Node { Name = FileName.Of("home"), Type = NodeType.Directory, Subtree = below }], None);
        return await writer.CommitAsync(new Snapshot { Time = new GoTime(1_700_000_000 + seeds[0], 0, 0), Tree = root, Paths = ["/home"], Hostname = "here" }, None);
    }

    internal static Task RemoveAsync(OpenRepository repository, Snapshot snapshot) =>
        repository.Store.RemoveAsync(new ObjectName(ObjectKind.Snapshot, snapshot.Id.Value), None);

    /// <summary>Every blob of every snapshot is read and authenticated.</summary>
    internal static async Task ReadEverythingAsync(OpenRepository repository)
    {
        var indexed = await repository.LoadIndexAsync(None);
        foreach (var snapshot in await repository.ListSnapshotsAsync(None))
        {
            var pending = new Stack<BlobId>([snapshot.Tree]);
            while (pending.TryPop(out var tree))
            {
                foreach (var node in await indexed.ReadTreeAsync(tree, None))
                {
                    if (node.Subtree is { } subtree)
                        pending.Push(subtree);
                    foreach (var blob in node.Content)
                        (await indexed.ReadBlobAsync(BlobType.Data, blob, None)).Dispose();
                }
            }
        }
    }

    internal static async Task<PrunePlan> PruneAsync(OpenRepository repository, PruneOptions options)
    {
        await using var held = await RepositoryLock.AcquireAsync(repository, true, Operator.Current, TimeProvider.System, None);
        var plan = await PrunePlan.BuildAsync(repository, options, new HashSet<SnapshotId>(), null, None);
        await plan.ApplyAsync(held, null, None);
        return plan;
    }

    internal static MemoryStore Copy(MemoryStore store)
    {
        var copy = new MemoryStore();
        foreach (var (name, bytes) in store.Objects)
            copy.Objects.Add(name, bytes.ToArray());
        return copy;
    }
}
