using System.Buffers;
using Archivist.Operations.Archives;
using Archivist.Platform;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Repository.Opening;
using Archivist.Repository.Packs;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Trees;
using Archivist.Repository.Writing;

namespace Archivist.TestKit;

/// <summary>A small real repository: one snapshot with one file, <c>hello</c>.</summary>
public static class SampleRepository
{
    /// <summary>Opens it.</summary>
    public static ReadOnlyMemory<byte> Password { get; } = "correct horse"u8.ToArray();

    /// <summary>Who made it.</summary>
    public static Operator Who { get; } = new("testhost", "tester", 1000, 1000);

    /// <summary>What the file holds.</summary>
    public static ReadOnlyMemory<byte> Content { get; } = "Hello, world. Hello, world. Hello, world.\n"u8.ToArray();

    /// <summary>Creates it in memory.</summary>
    public static async Task<MemoryStore> CreateAsync()
    {
        var store = new MemoryStore();
        var repository = await SealedRepository.CreateAsync(store, Password, Who, TimeProvider.System, CancellationToken.None);
        await AddSnapshotAsync(await repository.LoadIndexAsync(CancellationToken.None), Content);
        return store;
    }

    /// <summary>Adds a snapshot with the given content as <c>hello</c>.</summary>
    public static async Task<Snapshot> AddSnapshotAsync(IndexedRepository repository, ReadOnlyMemory<byte> content)
    {
        await using var writer = repository.BeginWrite(PackSizing.Default);
        var owner = MemoryPool<byte>.Shared.Rent(content.Length);
        content.CopyTo(owner.Memory);
        var blob = await (await writer.AddDataAsync(owner, content.Length, CancellationToken.None));
        var tree = await writer.AddTreeAsync(
            [new Node { Name = FileName.Of("hello"), Type = NodeType.File, Permissions = 420, Size = (ulong)content.Length, Content = [blob] }],
            CancellationToken.None);
        return await writer.CommitAsync(
            new Snapshot { Time = GoTime.From(TimeProvider.System.GetUtcNow()), Tree = tree, Paths = ["/sample"], Hostname = "testhost" },
            CancellationToken.None);
    }
}
