using System.Text.Json;
using Archivist.Capture.Blocks;
using Archivist.Operations.Capturing;

namespace Archivist.Tests.Operations.Capturing;

public sealed class RememberedDisksTests
{
    /// <summary>A bitmap that began with the view has no bits, which is something else than bits that cannot be read.</summary>
    [Fact]
    public void A_record_comes_back_as_it_was_written()
    {
        var record = new BlockRecord
        {
            Address = "nbd+unix:///vda?socket=/run/vm.nbd",
            Snapshot = new string('a', 64),
            Length = 123_456_789_012,
            ChunkSize = 131_072,
            ReadWholeAt = new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero),
            Bitmaps = [new RecordedBitmap("one", [1, 2, 3]), new RecordedBitmap("two", null)],
            Refused = ["zero"],
        };
        var json = JsonSerializer.SerializeToUtf8Bytes(record, BlockRecordJson.Default.BlockRecord);
        var again = JsonSerializer.Deserialize(json, BlockRecordJson.Default.BlockRecord)!;
        Assert.Equal((record.Address, record.Snapshot, record.Length, record.ChunkSize, record.ReadWholeAt), (again.Address, again.Snapshot, again.Length, again.ChunkSize, again.ReadWholeAt));
        Assert.Equal(record.Refused, again.Refused);
        Assert.Equal(["one", "two"], again.Bitmaps.Select(bitmap => bitmap.From));
        Assert.Equal([1, 2, 3], again.Bitmaps[0].Dirty!);
        Assert.Null(again.Bitmaps[1].Dirty);
    }
}
