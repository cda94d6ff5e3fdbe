using Archivist.Repository.Ids;
using Archivist.Repository.Packs;

namespace Archivist.Tests.Repository.Packs;

public sealed class BlobBlockTests
{
    [Fact]
    public void Blobs_of_a_batch_do_not_touch_each_other_and_stay_while_one_of_them_is_in_use()
    {
        var random = new Random(42);
        for (var round = 0; round < 20; round++)
        {
            var lengths = Enumerable.Range(0, random.Next(2, 40)).Select(_ => random.Next(1, 200_000)).ToList();
            var block = BlobBlock.For([.. lengths.Select(Compressed)]);
            Assert.NotNull(block);
            var blobs = lengths.Select(length => new PlainBlob(block, length)).ToList();
            block.Release();
            for (var i = 0; i < blobs.Count; i++)
                blobs[i].Memory.Span.Fill((byte)(i + 1));

            for (var i = 1; i < blobs.Count; i++)
                blobs[i].Dispose();
            // Others that rent now get other memory.
            var others = BlobBlock.For([.. lengths.Select(Compressed)])!;
            foreach (var length in lengths)
                others.Take(length).Span.Fill(0xFF);
            Assert.Equal(lengths[0], blobs[0].Memory.Length);
            Assert.Equal(-1, blobs[0].Memory.Span.IndexOfAnyExcept((byte)1));
            blobs[0].Dispose();
            blobs[0].Dispose();
        }
    }

    [Fact]
    public void No_memory_is_taken_for_one_blob_or_for_what_only_claims_to_be_huge()
    {
        Assert.Null(BlobBlock.For([]));
        Assert.Null(BlobBlock.For([Compressed(1000)]));
        Assert.Null(BlobBlock.For([Compressed(1000), new PackedBlob(BlobType.Data, default, 0, 500, 0)]));
        Assert.Null(BlobBlock.For([.. Enumerable.Repeat(Compressed(int.MaxValue), 500)]));
    }

    private static PackedBlob Compressed(int length) => new(BlobType.Data, default, 0, 100, (uint)length);
}
