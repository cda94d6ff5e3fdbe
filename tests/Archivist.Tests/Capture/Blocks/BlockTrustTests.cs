using Archivist.Capture.Blocks;
using Archivist.Capture.Problems;
using Archivist.Platform.Blocks;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;
using Archivist.Repository.Snapshots;

namespace Archivist.Tests.Capture.Blocks;

/// <summary>When a dirty bitmap may stand for reading (docs/decisions/dirty-bitmaps.md).</summary>
public sealed class BlockTrustTests
{
    private const long Length = (1 << 20) + 100;
    private const int Size = 8192;
    private static readonly DateTimeOffset Then = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Snapshot Last = new() { Time = default, Tree = new BlobId(Digest.Of([])), Paths = ["/nbd/x"] };

    [Fact]
    public void A_bitmap_that_the_last_snapshot_was_taken_under_is_used()
    {
        var reference = Remembered([Offered("archivist-a", 1, 2)]);
        var (bitmap, reason) = BlockTrust.Decide(reference, Length, Size, [Offered("archivist-a", 1, 2, 7)]);
        Assert.Equal("archivist-a", bitmap!.Name.Text);
        Assert.Null(reason);
    }

    [Fact]
    public void A_bitmap_that_began_at_the_moment_of_the_last_view_is_used()
    {
        var reference = Remembered([Offered("archivist-a..b", 5)]);
        Assert.Equal("archivist-b..c", BlockTrust.Decide(reference, Length, Size, [Offered("archivist-b..c", 9)]).Bitmap!.Name.Text);
        // One that goes further back holds more than it must: that is safe, and the smaller one is better.
        Assert.Equal("archivist-a..c", BlockTrust.Decide(reference, Length, Size, [Offered("archivist-a..c", 5, 9)]).Bitmap!.Name.Text);
        Assert.Equal("archivist-b..c", BlockTrust.Decide(reference, Length, Size, [Offered("archivist-a..c", 5, 9), Offered("archivist-b..c", 9)]).Bitmap!.Name.Text);
    }

    [Fact]
    public void Everything_else_is_a_reason_to_read_the_whole()
    {
        var reference = Remembered([Offered("archivist-a..b", 5)]);
        Refused(WholeRead.FirstCapture, null, [Offered("archivist-a")]);
        Refused(WholeRead.NoBitmap, null, []);
        Refused(WholeRead.BitmapGone, reference, []);
        Refused(WholeRead.BitmapTooYoung, reference, [Offered("archivist-c..d", 9)]);
        // The view that was to be captured in between never was.
        Refused(WholeRead.BitmapTooYoung, reference, [Offered("archivist-c")]);
        Refused(WholeRead.BitmapUnreadable, reference, [new OfferedBitmap(Name("archivist-b"), null)]);
        Refused(WholeRead.BitmapCleared, reference, [Offered("archivist-a..e", 6)]);
        Refused(WholeRead.BitmapRefused, reference with { Record = reference.Record with { Refused = ["b"] } }, [Offered("archivist-b..c")]);
        Refused(WholeRead.SnapshotGone, reference with { Snapshot = null }, [Offered("archivist-b..c")]);
        Refused(WholeRead.LengthChanged, reference with { Record = reference.Record with { Length = Length - 1 } }, [Offered("archivist-b..c")]);
        Refused(WholeRead.ChunkSizeChanged, reference with { Record = reference.Record with { ChunkSize = 4096 } }, [Offered("archivist-b..c")]);
        Refused(WholeRead.BitmapCleared, reference with { Record = reference.Record with { Bitmaps = [new RecordedBitmap("b", [1, 2, 3])] } }, [Offered("archivist-b..c")]);
    }

    [Theory]
    [InlineData("archivist-a", "a", null)]
    [InlineData("archivist-2030-01-01T00:00:00.5..x", "2030-01-01T00:00:00.5", "x")]
    public void Names_say_moments(string text, string from, string? to)
    {
        var name = Name(text);
        Assert.Equal((from, to), (name.From, name.To));
    }

    [Theory]
    [InlineData("backup-vda")]
    [InlineData("archivist-")]
    [InlineData("archivist-..b")]
    [InlineData("archivist-a..")]
    [InlineData("archivist-a..a")]
    [InlineData("archivist-a..b..c")]
    [InlineData("Archivist-a")]
    [InlineData("archivist-\u001b[2J")]
    [InlineData("archivist-a b")]
    public void Bitmaps_of_others_are_left_alone(string text) => Assert.False(BitmapName.IsOne(text));

    [Fact]
    public void The_check_is_due_after_its_time_and_when_the_clock_went_back()
    {
        var record = Remembered([Offered("archivist-a")]).Record;
        Assert.False(BlockTrust.IsCheckDue(record, Then.AddHours(23), TimeSpan.FromDays(1)));
        Assert.True(BlockTrust.IsCheckDue(record, Then.AddHours(24), TimeSpan.FromDays(1)));
        Assert.True(BlockTrust.IsCheckDue(record, Then.AddSeconds(-1), TimeSpan.FromDays(1)));
    }

    [Fact]
    public void Bits_are_packed_and_read_again_and_nothing_else_is()
    {
        var random = new Random(1);
        var dirty = new DirtyChunks(Length, Size);
        for (var i = 0; i < 20; i++)
            dirty.Mark(random.NextInt64(Length), Length - 1);
        dirty.Mark(0, 1);
        var packed = dirty.Pack();
        var again = DirtyChunks.TryUnpack(packed, Length, Size)!;
        Assert.True(again.Covers(dirty) && dirty.Covers(again));
        Assert.Null(DirtyChunks.TryUnpack(packed, Length * 10, Size));
        Assert.Null(DirtyChunks.TryUnpack(packed, Size, Size));
        Assert.Null(DirtyChunks.TryUnpack([1, 2, 3], Length, Size));
    }

    [Fact]
    public void Stretches_of_dirty_and_clean_chunks_cover_the_source_once()
    {
        var random = new Random(2);
        for (var round = 0; round < 200; round++)
        {
            var length = random.NextInt64(1, 5_000_000);
            var dirty = new DirtyChunks(length, 4096);
            var bits = new bool[DirtyChunks.Chunks(length, 4096)];
            for (var i = random.Next(6); i > 0; i--)
            {
                var start = random.NextInt64(length);
                var end = Math.Min(length, start + random.NextInt64(1, 1_000_000));
                dirty.Mark(start, end);
                for (var chunk = start / 4096; chunk * 4096 < end; chunk++)
                    bits[chunk] = true;
            }

            var again = new bool[bits.Length];
            for (long at = 0; at < length;)
            {
                var end = dirty.EndOfRun(at);
                Assert.True(end > at && (end == length || end % 4096 == 0 && dirty[end] != dirty[at]));
                for (var chunk = at / 4096; chunk * 4096 < end; chunk++)
                    again[chunk] = dirty[at];
                at = end;
            }

            Assert.Equal(bits, again);
            Assert.Equal(bits.Count(bit => bit), dirty.Count);
        }
    }

    private static void Refused(WholeRead reason, BlockReference? reference, IReadOnlyList<OfferedBitmap> offered)
    {
        var (bitmap, said) = BlockTrust.Decide(reference, Length, Size, offered);
        Assert.Null(bitmap);
        Assert.Equal(reason, said);
    }

    private static BlockReference Remembered(IReadOnlyList<OfferedBitmap> offered) => new(
        new BlockRecord { Address = "nbd://x/x", Length = Length, ChunkSize = Size, ReadWholeAt = Then, Bitmaps = BlockTrust.Remember(offered), Refused = [] }, Last);

    private static OfferedBitmap Offered(string name, params int[] chunks)
    {
        var dirty = new DirtyChunks(Length, Size);
        foreach (var chunk in chunks)
            dirty.Mark((long)chunk * Size, ((long)chunk * Size) + 1);
        return new OfferedBitmap(Name(name), dirty);
    }

    private static BitmapName Name(string text)
    {
        Assert.True(BitmapName.TryParse(text, out var name));
        return name;
    }
}
