using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Replicas.Stores.Wrappers;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Packs;
using Archivist.Repository.Stores;
using Archivist.Repository.Trees;
using Archivist.Repository.Writing;
using Archivist.TestKit;

namespace Archivist.Tests.Repository.Packs;

public sealed class PackWindowsTests
{
    private const int Folders = 500;
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Folders_that_lie_close_together_are_brought_by_few_readings()
    {
        var (store, trees) = await WriteFoldersAsync();
        var counting = new OpeningStore(store);
        var repository = await OpenAsync(counting);
        var before = counting.Packs;
        foreach (var tree in trees)
            Assert.Single(await repository.ReadTreeAsync(tree, None));
        Assert.InRange(counting.Packs - before, 1, 2);
    }

    [Fact]
    public async Task Several_may_ask_at_once()
    {
        var (store, trees) = await WriteFoldersAsync();
        var repository = await OpenAsync(store);
        await Parallel.ForEachAsync(trees.Concat(trees.Reverse()), async (tree, token) => Assert.Single(await repository.ReadTreeAsync(tree, token)));
    }

    [Fact]
    public async Task A_damaged_folder_is_told_and_its_neighbours_are_read()
    {
        var (store, trees) = await WriteFoldersAsync();
        var repository = await OpenAsync(store);
        Assert.True(repository.Index.TryFind(BlobType.Tree, trees[7], out var place));
        store.Objects[new ObjectName(ObjectKind.Pack, place.Pack.Value)][place.Blob.Offset + 20] ^= 1;
        for (var i = 0; i < trees.Count; i++)
        {
            if (i != 7)
                Assert.Single(await repository.ReadTreeAsync(trees[i], None));
            else
                Assert.Equal(Failure.Tampering, (await Assert.ThrowsAsync<ArchivistException>(() => repository.ReadTreeAsync(trees[7], None))).Failure);
        }
    }

    [Fact]
    public async Task What_was_damaged_on_its_way_is_read_again()
    {
        var (store, trees) = await WriteFoldersAsync();
        Assert.True((await OpenAsync(store)).Index.TryFind(BlobType.Tree, trees[0], out var place));
        var name = new ObjectName(ObjectKind.Pack, place.Pack.Value);
        var sound = store.Objects[name];
        var spoilt = sound.ToArray();
        spoilt[place.Blob.Offset + 20] ^= 1;
        var repository = await OpenAsync(new OpeningStore(store) { OnPack = number => store.Objects[name] = number == 1 ? spoilt : sound });
        Assert.Single(await repository.ReadTreeAsync(trees[0], None));
    }

    [Fact]
    public async Task Where_folders_lie_far_apart_no_more_than_a_few_windows_are_read()
    {
        var store = new MemoryStore();
        var packs = new List<PackId>();
        for (var i = 0; i < 100; i++)
        {
            var content = new byte[4096];
            content[0] = (byte)i;
            var name = new ObjectName(ObjectKind.Pack, Digest.Of(content));
            await store.PutAsync(name, new BytesContent(content), None);
            packs.Add(new PackId(name.Id));
        }

        var windows = new PackWindows(store);
        var read = 0;
        var buffer = new byte[16];
        foreach (var pack in packs)
            read += await windows.TryReadAsync(pack, 0, buffer, None) ? 1 : 0;
        Assert.Equal(8, read);
    }

    [Theory]
    [InlineData(4090, 6, true)]
    [InlineData(4090, 7, false)]
    [InlineData(4096, 1, false)]
    [InlineData(1 << 20, 1, false)]
    [InlineData(0, (512 << 10) + 1, false)]
    public async Task Only_what_is_in_the_pack_and_in_one_window_is_read(long offset, int length, bool isRead)
    {
        var store = new MemoryStore();
        var content = new byte[4096];
        new Random(1).NextBytes(content);
        var name = new ObjectName(ObjectKind.Pack, Digest.Of(content));
        await store.PutAsync(name, new BytesContent(content), None);
        var buffer = new byte[length];
        Assert.Equal(isRead, await new PackWindows(store).TryReadAsync(new PackId(name.Id), offset, buffer, None));
        if (isRead)
            Assert.Equal(content[(int)offset..][..length], buffer);
    }

    [Fact]
    public async Task A_pack_that_is_not_there_is_not_read()
    {
        Assert.False(await new PackWindows(new MemoryStore()).TryReadAsync(new PackId(Digest.Of([1])), 0, new byte[1], None));
    }

    private static async Task<(MemoryStore Store, IReadOnlyList<BlobId> Trees)> WriteFoldersAsync()
    {
        var store = await SampleRepository.CreateAsync();
        var repository = await OpenAsync(store);
        var trees = new List<BlobId>();
        await using var writer = repository.BeginWrite(PackSizing.Default);
        for (var i = 0; i < Folders; i++)
            trees.Add(await writer.AddTreeAsync([new Node { Name = FileName.Of($"folder {i}"), Type = NodeType.Fifo }], None));
        var snapshot = (await repository.Repository.ListSnapshotsAsync(None))[0];
        await writer.CommitAsync(snapshot with { Tree = trees[0] }, None);
        return (store, trees);
    }

    private static async Task<IndexedRepository> OpenAsync(IObjectStore store) =>
        await (await (await SealedRepository.FindAsync(store, None)).UnlockAsync(SampleRepository.Password, None)).LoadIndexAsync(None);

    /// <summary>Counts how often packs are opened.</summary>
    private sealed class OpeningStore(IObjectStore inner) : DelegatingStore(inner)
    {
        private int _packs;

        internal int Packs => _packs;

        internal Action<int>? OnPack { get; init; }

        public override Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken)
        {
            if (name.Kind is ObjectKind.Pack)
            {
                var number = Interlocked.Increment(ref _packs);
                OnPack?.Invoke(number);
            }

            return base.OpenAsync(name, range, cancellationToken);
        }
    }
}
