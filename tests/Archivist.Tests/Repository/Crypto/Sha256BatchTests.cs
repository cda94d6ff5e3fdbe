using Archivist.Repository.Crypto;

namespace Archivist.Tests.Repository.Crypto;

public sealed class Sha256BatchTests
{
    [Fact]
    public void Every_length_around_a_block_has_the_digest_that_it_has_alone()
    {
        var bytes = new byte[400];
        new Random(1).NextBytes(bytes);
        ExpectEqual([.. Enumerable.Range(0, bytes.Length + 1).Select(length => new ReadOnlyMemory<byte>(bytes, 0, length))]);
    }

    [Fact]
    public void Batches_of_every_size_with_messages_of_all_sizes_are_hashed_as_one_by_one()
    {
        var random = new Random(2);
        var bytes = new byte[300_000];
        random.NextBytes(bytes);
        for (var count = 0; count < 60; count++)
        {
            for (var round = 0; round < 5; round++)
                ExpectEqual([.. Enumerable.Range(0, count).Select(_ => Piece(random, bytes))]);
        }
    }

    [Fact]
    public void One_long_message_among_short_ones_is_finished_alone()
    {
        var bytes = new byte[5_000_001];
        new Random(3).NextBytes(bytes);
        ExpectEqual([bytes, .. Enumerable.Range(0, 20).Select(i => new ReadOnlyMemory<byte>(bytes, i, i * 37))]);
        ExpectEqual([bytes, bytes.AsMemory(1), .. Enumerable.Range(0, 3).Select(i => new ReadOnlyMemory<byte>(bytes, i, 55 + (i * 4)))]);
    }

    private static ReadOnlyMemory<byte> Piece(Random random, byte[] bytes)
    {
        var length = random.Next(4) switch { 0 => random.Next(130), 1 => random.Next(5000), 2 => 64 * random.Next(20), _ => random.Next(bytes.Length / 2) };
        return bytes.AsMemory(random.Next(bytes.Length - length), length);
    }

    private static void ExpectEqual(ReadOnlyMemory<byte>[] messages)
    {
        var digests = new Digest[messages.Length];
        Sha256Batch.Hash(messages, digests);
        Assert.Equal(messages.Select(message => Digest.Of(message.Span)), digests);
    }
}
