using Archivist.Capture.Blocks;
using Archivist.Platform.Blocks;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Packs;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Trees;
using Archivist.Repository.Writing;
using Archivist.TestKit;

namespace Archivist.Tests.Capture.Blocks;

public sealed class BlockReaderTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(4095, 3)]
    [InlineData(8192, 4)]
    [InlineData(3 * (1 << 20) + 12345, 5)]
    [InlineData(20 << 20, 6)]
    public async Task Pieces_put_together_are_the_source(int length, int seed)
    {
        var random = new Random(seed);
        var bytes = Patchwork(length, random);
        var source = new MemorySource(bytes, random);
        var repository = await OpenAsync();
        var (ids, totals) = await CaptureAsync(repository, source, 8192);

        using var together = new MemoryStream();
        foreach (var id in ids)
        {
            using var blob = await repository.ReadBlobAsync(BlobType.Data, id, None);
            together.Write(blob.Memory.Span);
        }

        Assert.Equal(bytes, together.ToArray());
        Assert.Equal(length, totals);
    }

    [Fact]
    public async Task What_the_source_knows_to_be_zero_is_not_read()
    {
        var bytes = new byte[64 << 20];
        bytes[40 << 20] = 1;
        var source = new MemorySource(bytes, null) { KnownData = [(40 << 20, (40 << 20) + 100)] };
        var repository = await OpenAsync();
        var (ids, _) = await CaptureAsync(repository, source, 8192);
        Assert.Equal(8192, source.BytesRead);
        // 40 MiB are five chunks of 8 MiB; then 8 KiB of data and ten chunks up to the next multiple of 8 MiB; then two more.
        Assert.Equal(5 + 1 + 10 + 2, ids.Length);
        Assert.Equal(12, ids.Distinct().Count());
    }

    [Fact]
    public async Task A_change_of_one_block_changes_one_piece()
    {
        var bytes = new byte[4 << 20];
        new Random(7).NextBytes(bytes);
        var repository = await OpenAsync();
        var (before, _) = await CaptureAsync(repository, new MemorySource(bytes, null), 8192);
        bytes[1_234_567] ^= 1;
        var (after, _) = await CaptureAsync(repository, new MemorySource(bytes, null), 8192);
        Assert.Equal(before.Length, after.Length);
        Assert.Equal(1_234_567 / 8192, Assert.Single(Enumerable.Range(0, before.Length), i => before[i] != after[i]));
    }

    /// <summary>Whatever was written, to data or to zeros, data or zeros: what comes out is what reading everything gives, and only dirty chunks are asked for.</summary>
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public async Task By_a_dirty_bitmap_the_pieces_are_the_same_as_without(int seed)
    {
        const int Size = 8192;
        var random = new Random(seed);
        var bytes = Patchwork((24 << 20) + random.Next(Size), random);
        var repository = await OpenAsync();
        var (before, _) = await CaptureAsync(repository, new MemorySource(bytes, random), Size);
        for (var round = 0; round < 8; round++)
        {
            var dirty = new DirtyChunks(bytes.Length, Size);
            Write(bytes, dirty, random);
            // More may be dirty than was changed.
            dirty.Mark(random.Next(bytes.Length - (1 << 20)), bytes.Length - (1 << 19));
            var source = new MemorySource(bytes, round % 2 == 0 ? random : null);
            var changes = new BlockChanges(KnownChunks.TryOf(before, repository.FindDataLength, bytes.Length, Size)!, dirty, IsChecked: false);
            var (quick, told) = await CaptureAsync(repository, source, Size, changes);
            Assert.InRange(source.BytesRead, 0, dirty.Count * Size);
            Assert.Equal(bytes.Length, told);
            var (whole, _) = await CaptureAsync(repository, new MemorySource(bytes, random), Size);
            Assert.Equal(whole, quick);
            before = quick;
        }
    }

    [Fact]
    public async Task A_check_finds_every_chunk_that_changed_and_is_not_dirty()
    {
        const int Size = 8192;
        var random = new Random(21);
        var bytes = Patchwork((20 << 20) + 77, random);
        bytes.AsSpan(4 << 20, 4 << 20).Clear();
        random.NextBytes(bytes.AsSpan(12 << 20, 1 << 20));
        var repository = await OpenAsync();
        var (before, _) = await CaptureAsync(repository, new MemorySource(bytes, null), Size);
        var dirty = new DirtyChunks(bytes.Length, Size);
        Write(bytes, dirty, random);
        foreach (var (at, value) in new[] { ((4 << 20) + (5 * Size) + 3, (byte)1), ((12 << 20) + Size, (byte)(bytes[(12 << 20) + Size] ^ 1)) })
        {
            bytes[at] = value;
            Assert.False(dirty[at]);
        }

        // What was data is all zeros now.
        bytes.AsSpan((12 << 20) + (9 * Size), Size).Clear();
        var changes = new BlockChanges(KnownChunks.TryOf(before, repository.FindDataLength, bytes.Length, Size)!, dirty, IsChecked: true);
        await using var writer = repository.BeginWrite(PackSizing.Default);
        var reader = new BlockReader(new MemorySource(bytes, random), writer, Size, _ => { }, changes);
        await reader.ReadAsync(None);
        Assert.Equal([(4L << 20) + (5 * Size), (12L << 20) + Size, (12L << 20) + (9 * Size)], reader.Missed);
    }

    [Fact]
    public async Task Chunks_that_are_cut_otherwise_or_missing_are_not_taken_over()
    {
        var bytes = new byte[1 << 20];
        new Random(5).NextBytes(bytes);
        var repository = await OpenAsync();
        var (ids, _) = await CaptureAsync(repository, new MemorySource(bytes, null), 8192);
        Assert.NotNull(KnownChunks.TryOf(ids, repository.FindDataLength, bytes.Length, 8192));
        Assert.Null(KnownChunks.TryOf(ids, repository.FindDataLength, bytes.Length, 4096));
        Assert.Null(KnownChunks.TryOf(ids, repository.FindDataLength, bytes.Length + 1, 8192));
        Assert.Null(KnownChunks.TryOf(ids[..^1], repository.FindDataLength, bytes.Length, 8192));
        Assert.Null(KnownChunks.TryOf(ids, id => id == ids[3] ? null : repository.FindDataLength(id), bytes.Length, 8192));
    }

    [Fact]
    public async Task A_source_that_fails_is_an_error_and_not_a_hang()
    {
        var source = new MemorySource(new byte[32 << 20].AsSpan().ToArray(), null) { KnownData = [(0, 32 << 20)], FailsAt = 20 << 20 };
        var repository = await OpenAsync();
        await Assert.ThrowsAsync<IOException>(() => CaptureAsync(repository, source, 8192));
    }

    [Fact]
    public void Zero_chunks_fill_any_run_without_gaps_and_nest()
    {
        var random = new Random(3);
        for (var round = 0; round < 2000; round++)
        {
            var size = 4096 << random.Next(12);
            var at = random.NextInt64(1 << 14) * size;
            var end = at + random.NextInt64(1 << 12) * size + (round % 3 == 0 ? random.Next(size) : 0);
            var count = 0;
            while (at < end)
            {
                var length = BlockChunks.NextZeroChunk(at, end, size);
                Assert.InRange(length, 1, Math.Min(end - at, BlockChunks.Largest));
                Assert.True(length < size ? at + length == end : at % length == 0);
                at += length;
                count++;
            }

            Assert.Equal(end, at);
            Assert.InRange(count, 0, 26 + ((1L << 12) * size / BlockChunks.Largest));
        }
    }

    [Theory]
    [InlineData(0, 8192)]
    [InlineData(8L << 30, 8192)]
    [InlineData((8L << 30) + (1 << 20), 16384)]
    [InlineData(20L << 30, 32768)]
    [InlineData(1L << 40, 1 << 20)]
    [InlineData(1L << 50, 8 << 20)]
    public void Larger_sources_have_larger_chunks(long length, int size) => Assert.Equal(size, BlockChunks.SizeFor(length));

    private static async Task<IndexedRepository> OpenAsync() =>
        await (await SealedRepository.CreateAsync(new MemoryStore(), SampleRepository.Password, SampleRepository.Who, TimeProvider.System, None)).LoadIndexAsync(None);

    /// <summary>Writes a few times: data over data or zeros, and zeros.</summary>
    private static void Write(byte[] bytes, DirtyChunks dirty, Random random)
    {
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var count = random.Next(1, 1 << random.Next(8, 18));
            // Below 3 MiB only, so that the rest is clean.
            var at = random.Next((3 << 20) - count);
            if (random.Next(2) == 0)
                random.NextBytes(bytes.AsSpan(at, count));
            else
                bytes.AsSpan(at, count).Clear();
            dirty.Mark(at, at + count);
        }
    }

    private static async Task<(BlobId[] Ids, long Bytes)> CaptureAsync(IndexedRepository repository, IBlockSource source, int size, BlockChanges? changes = null)
    {
        await using var writer = repository.BeginWrite(PackSizing.Default);
        long told = 0;
        var ids = await new BlockReader(source, writer, size, bytes => Interlocked.Add(ref told, bytes), changes).ReadAsync(None);
        var tree = await writer.AddTreeAsync([new Node { Name = FileName.Of("disk"), Type = NodeType.File, Content = ids }], None);
        await writer.CommitAsync(new Snapshot { Time = default, Tree = tree, Paths = ["/disk"] }, None);
        return ([.. ids], told);
    }

    private static byte[] Patchwork(int length, Random random)
    {
        var bytes = new byte[length];
        for (var at = 0; at < length;)
        {
            var count = Math.Min(random.Next(1, 1 << random.Next(1, 22)), length - at);
            if (random.Next(2) == 0)
                random.NextBytes(bytes.AsSpan(at, count));
            at += count;
        }

        return bytes;
    }
}
