using System.Runtime.InteropServices;
using System.Text;
using Archivist.Capture.Blocks;
using Archivist.Platform.Blocks;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Replicas.Stores.Wrappers;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Packs;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Stores;
using Archivist.Repository.Trees;
using Archivist.Repository.Writing;
using Archivist.Restore.Mounting;
using Archivist.Restore.Reading;
using Archivist.TestKit;
using Archivist.Tests.Capture.Blocks;

namespace Archivist.Tests.Restore.Mounting;

/// <summary>What the kernel is told, without a kernel: requests as it makes them (linux/fuse.h), answers as it reads them.</summary>
public sealed class SnapshotFileSystemTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Random_reads_of_a_large_image_fetch_only_the_pieces_they_touch()
    {
        // 20 GiB of which 8 MiB are written, in 16 places: the repository is small, and what is not touched must not be fetched.
        const long Length = 20L << 30;
        var random = new Random(1);
        var spots = Enumerable.Range(0, 16).Select(i => (Start: i * (Length / 16) + (1 << 20), Bytes: Random(random, 512 << 10))).ToList();
        var memory = new MemoryStore();
        var writing = await CreateAsync(memory);
        var snapshot = await CaptureAsync(writing, new SpottedSource(Length, spots));
        var counting = new CountingSource(memory);
        var repository = await Reopen(counting);
        var node = (await repository.ReadTreeAsync(snapshot.Tree, None))[0];
        var file = StoredFile.Open(new BlobCache(repository, 64 << 20), node);
        Assert.Equal(Length, file.Length);

        var before = counting.BytesRead;
        var touched = new HashSet<long>();
        for (var i = 0; i < 500; i++)
        {
            var (start, bytes) = spots[random.Next(spots.Count)];
            var at = random.Next(bytes.Length - 4096);
            var part = new byte[4096];
            await file.ReadAsync(start + at, part, None);
            Assert.True(bytes.AsSpan(at, 4096).SequenceEqual(part));
            for (var piece = (start + at) / 32768; piece <= (start + at + 4095) / 32768; piece++)
                touched.Add(piece);
            var zeros = new byte[4096];
            await file.ReadAsync(start + (8 << 20) + at, zeros, None);
            Assert.True(zeros.AsSpan().IndexOfAnyExcept((byte)0) < 0);
        }

        // 32 bytes of seal each; the spots do not compress.
        Assert.Equal(touched.Count * (32768L + 32), counting.BytesRead - before);
    }

    [Fact]
    public async Task The_cache_stays_within_its_bounds()
    {
        var random = new Random(2);
        var repository = await CreateAsync(new MemoryStore());
        var bytes = Random(random, 4 << 20);
        var snapshot = await CaptureAsync(repository, new MemorySource(bytes, null));
        var cache = new BlobCache(repository, 100_000);
        var file = StoredFile.Open(cache, (await repository.ReadTreeAsync(snapshot.Tree, None))[0]);
        var read = new byte[bytes.Length];
        await file.ReadAsync(0, read, None);
        Assert.Equal(bytes, read);
        Assert.InRange(cache.Weight, 1, 100_000);
    }

    [Fact]
    public async Task An_entry_that_the_kernel_forgot_is_stale_and_not_a_crash()
    {
        var (files, _) = await MountAsync();
        var found = await LookupAsync(files, 1, "ids");
        Assert.Equal(2, files.KnownEntries);
        files.Forget(found, 1);
        Assert.Equal(1, files.KnownEntries);
        Assert.Equal(FuseProtocol.Stale, await ErrorAsync(files, FuseProtocol.GetAttributes, found, []));
        Assert.Equal(FuseProtocol.Stale, await ErrorAsync(files, FuseProtocol.Read, found, new byte[40]));
        Assert.NotEqual(found, await LookupAsync(files, 1, "ids"));
    }

    [Fact]
    public async Task Names_of_one_hard_linked_file_share_an_inode_number_that_stays()
    {
        var (files, store) = await MountAsync();
        var root = await SnapshotAsync(files);
        var (one, two, alone) = (await InodeAsync(files, root, "one"), await InodeAsync(files, root, "two"), await InodeAsync(files, root, "alone"));
        Assert.Equal(one, two);
        Assert.NotEqual(one, alone);
        var again = await MountAsync(store);
        Assert.Equal(one, await InodeAsync(again, await SnapshotAsync(again), "one"));
    }

    [Fact]
    public async Task A_long_folder_is_listed_in_parts_without_loss_and_names_that_are_none_are_left_out()
    {
        var (files, _) = await MountAsync();
        var root = await SnapshotAsync(files);
        var folder = await LookupAsync(files, root, "many");
        var names = new List<string>();
        for (long offset = 0; ;)
        {
            using var reply = await files.AnswerAsync(FuseProtocol.ReadFolder, folder, ReadRequest(0, offset, 512), None);
            Assert.Equal(0, reply.Error);
            var rest = reply.Finish(1)[FuseProtocol.ReplyHeader..];
            if (rest.IsEmpty)
                break;
            while (!rest.IsEmpty)
            {
                offset = MemoryMarshal.Read<long>(rest[8..]);
                var length = MemoryMarshal.Read<int>(rest[16..]);
                names.Add(Encoding.UTF8.GetString(rest.Slice(24, length)));
                rest = rest[(24 + (length + 7 & ~7))..];
            }
        }

        Assert.Equal([".", "..", .. Enumerable.Range(100, 200).Select(i => $"entry-{i}")], names);
    }

    [Fact]
    public async Task Attributes_links_and_errors_are_answered_as_asked()
    {
        var (files, _) = await MountAsync();
        var root = await SnapshotAsync(files);
        var file = await LookupAsync(files, root, "alone");
        Assert.Equal([5, 0, 0, 0, 0, 0, 0, 0], await BytesAsync(files, FuseProtocol.GetExtendedAttribute, file, [0, 0, 0, 0, 0, 0, 0, 0, .. "user.note\0"u8]));
        Assert.Equal("value"u8.ToArray(), await BytesAsync(files, FuseProtocol.GetExtendedAttribute, file, [64, 0, 0, 0, 0, 0, 0, 0, .. "user.note\0"u8]));
        Assert.Equal("user.note\0user.void\0"u8.ToArray(), await BytesAsync(files, FuseProtocol.ListExtendedAttributes, file, [64, 0, 0, 0, 0, 0, 0, 0]));
        Assert.Equal(FuseProtocol.OutOfRange, await ErrorAsync(files, FuseProtocol.GetExtendedAttribute, file, [2, 0, 0, 0, 0, 0, 0, 0, .. "user.note\0"u8]));
        Assert.Equal(FuseProtocol.NoAttribute, await ErrorAsync(files, FuseProtocol.GetExtendedAttribute, file, [0, 0, 0, 0, 0, 0, 0, 0, .. "user.other\0"u8]));
        Assert.Equal("alone"u8.ToArray(), await BytesAsync(files, FuseProtocol.ReadLink, await LookupAsync(files, root, "link"), []));
        Assert.Equal(FuseProtocol.NotDirectory, await ErrorAsync(files, FuseProtocol.Lookup, file, "x\0"u8.ToArray()));
        Assert.Equal(FuseProtocol.ReadOnly, await ErrorAsync(files, FuseProtocol.Open, file, [1, 0, 0, 0, 0, 0, 0, 0]));
        Assert.Equal(FuseProtocol.NotImplemented, await ErrorAsync(files, 4711, root, []));
        Assert.Equal(0UL, await LookupAsync(files, root, "nothing"));
    }

    [Fact]
    public async Task Nonsense_in_a_request_is_an_answer_and_not_a_crash()
    {
        var (files, _) = await MountAsync();
        var random = new Random(4);
        for (var round = 0; round < 5000; round++)
        {
            var body = Random(random, random.Next(64));
            if (body.Length >= 20)
                body[18] = body[19] = 0;
            using var reply = await files.AnswerAsync((uint)random.Next(50), (ulong)random.Next(6), body, None);
            Assert.InRange(reply.Finish(1).Length, FuseProtocol.ReplyHeader, FuseProtocol.ReplyHeader + FuseProtocol.LargestRead);
        }
    }

    [Fact]
    public void Snapshots_of_one_second_and_odd_hosts_have_names_of_their_own()
    {
        var time = new GoTime(1_700_000_000, 5, 60);
        Snapshot Make(int id, string host, params string[] tags) =>
            new() { Id = new SnapshotId(Digest.Of([(byte)id])), Time = time, Tree = default, Paths = ["/x"], Hostname = host, Tags = tags };
        var layout = MountLayout.Of([Make(1, "a/b", "x"), Make(2, "a/b", "x", "y", "x"), Make(3, "..")], SampleRepository.Who, time);

        string[] Names(params string[] path)
        {
            var folder = layout;
            foreach (var part in path)
                folder = folder.Find(FileName.Of(part))!.Fixed!;
            return [.. folder.Items.Select(item => item.Node.Name.ToString())];
        }

        Assert.Equal(["hosts", "ids", "snapshots", "tags"], Names());
        Assert.Equal(["2023-11-14T23:13:20+01:00", "2023-11-14T23:13:20+01:00-1", "2023-11-14T23:13:20+01:00-2", "latest"], Names("snapshots"));
        Assert.Equal(["_", "a_b"], Names("hosts"));
        Assert.Equal(["2023-11-14T23:13:20+01:00", "2023-11-14T23:13:20+01:00-1", "latest"], Names("tags", "x"));
        Assert.Equal(["2023-11-14T23:13:20+01:00", "latest"], Names("tags", "y"));
    }

    private static async Task<(SnapshotFileSystem Files, MemoryStore Store)> MountAsync()
    {
        var store = new MemoryStore();
        var repository = await CreateAsync(store);
        await using var writer = repository.BeginWrite(PackSizing.Default);
        Node File(string name, ulong inode, ulong links) => new() { Name = FileName.Of(name), Type = NodeType.File, Inode = inode, DeviceId = 7, Links = links };
        var many = await writer.AddTreeAsync(
            Enumerable.Range(100, 200).Select(i => File($"entry-{i}", 0, 1)).Append(File("..", 0, 1)).Append(File("a/b", 0, 1)).Append(File("entry-150", 0, 1)), None);
        var tree = await writer.AddTreeAsync(
            [
                File("one", 5, 2), File("two", 5, 2),
                File("alone", 6, 1) with { ExtendedAttributes = [new ExtendedAttribute("user.note", "value"u8.ToArray()), new ExtendedAttribute("user.void", [])] },
                new Node { Name = FileName.Of("many"), Type = NodeType.Directory, Subtree = many },
                new Node { Name = FileName.Of("link"), Type = NodeType.SymbolicLink, LinkTarget = "alone"u8.ToArray() },
            ],
            None);
        await writer.CommitAsync(new Snapshot { Time = default, Tree = tree, Paths = ["/x"] }, None);
        return (await MountAsync(store), store);
    }

    private static async Task<SnapshotFileSystem> MountAsync(MemoryStore store)
    {
        var repository = await Reopen(store);
        var snapshots = new MountedSnapshots(
            repository, await repository.Repository.ListSnapshotsAsync(None), _ => true, SampleRepository.Who, TimeProvider.System);
        return new SnapshotFileSystem(repository, snapshots, 1 << 20);
    }

    private static async Task<ulong> SnapshotAsync(SnapshotFileSystem files) =>
        await LookupAsync(files, await LookupAsync(files, 1, "snapshots"), "1970-01-01T00:00:00Z");

    private static async Task<ulong> LookupAsync(SnapshotFileSystem files, ulong folder, string name) =>
        MemoryMarshal.Read<ulong>(await BytesAsync(files, FuseProtocol.Lookup, folder, Encoding.UTF8.GetBytes(name + '\0')));

    private static async Task<ulong> InodeAsync(SnapshotFileSystem files, ulong folder, string name) =>
        MemoryMarshal.Read<ulong>((await BytesAsync(files, FuseProtocol.Lookup, folder, Encoding.UTF8.GetBytes(name + '\0'))).AsSpan(40));

    private static async Task<byte[]> BytesAsync(SnapshotFileSystem files, uint operation, ulong id, byte[] body)
    {
        using var reply = await files.AnswerAsync(operation, id, body, None);
        Assert.Equal(0, reply.Error);
        return reply.Finish(1)[FuseProtocol.ReplyHeader..].ToArray();
    }

    private static async Task<int> ErrorAsync(SnapshotFileSystem files, uint operation, ulong id, byte[] body)
    {
        using var reply = await files.AnswerAsync(operation, id, body, None);
        return reply.Error;
    }

    private static byte[] ReadRequest(ulong handle, long offset, uint size)
    {
        var body = new byte[40];
        MemoryMarshal.Write(body, handle);
        MemoryMarshal.Write(body.AsSpan(8), offset);
        MemoryMarshal.Write(body.AsSpan(16), size);
        return body;
    }

    private static byte[] Random(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private static async Task<IndexedRepository> CreateAsync(IObjectStore store) =>
        await (await SealedRepository.CreateAsync(store, SampleRepository.Password, SampleRepository.Who, TimeProvider.System, None)).LoadIndexAsync(None);

    private static async Task<IndexedRepository> Reopen(IObjectSource store) =>
        await (await (await SealedRepository.FindAsync(store, None)).UnlockAsync(SampleRepository.Password, None)).LoadIndexAsync(None);

    private static async Task<Snapshot> CaptureAsync(IndexedRepository repository, IBlockSource source)
    {
        await using var writer = repository.BeginWrite(PackSizing.Default);
        var ids = await new BlockReader(source, writer, BlockChunks.SizeFor(source.Length), _ => { }).ReadAsync(None);
        var tree = await writer.AddTreeAsync(
            [new Node { Name = FileName.Of("disk"), Type = NodeType.File, Content = ids, Size = (ulong)source.Length }], None);
        return await writer.CommitAsync(new Snapshot { Time = default, Tree = tree, Paths = ["/disk"] }, None);
    }

    /// <summary>A large disk of zeros with data at a few places.</summary>
    private sealed class SpottedSource(long length, List<(long Start, byte[] Bytes)> spots) : IBlockSource
    {
        public string Location => "spots";

        public long Length => length;

        public ValueTask<BlockRun> FindRunAsync(long offset, CancellationToken cancellationToken)
        {
            foreach (var (start, bytes) in spots)
            {
                if (offset < start)
                    return new(new BlockRun(start, true));
                if (offset < start + bytes.Length)
                    return new(new BlockRun(start + bytes.Length, false));
            }

            return new(new BlockRun(length, true));
        }

        public ValueTask ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
        {
            destination.Span.Clear();
            foreach (var (start, bytes) in spots)
            {
                var from = Math.Max(start, offset);
                var to = Math.Min(start + bytes.Length, offset + destination.Length);
                if (from < to)
                    bytes.AsSpan((int)(from - start), (int)(to - from)).CopyTo(destination.Span[(int)(from - offset)..]);
            }

            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
