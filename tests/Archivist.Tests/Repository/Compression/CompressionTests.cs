using System.Text;
using Archivist.Repository.Compression;
using Archivist.Repository.Ids;
using Archivist.Repository.Writing;

namespace Archivist.Tests.Repository.Compression;

public class CompressionTests
{
    /// <summary>Around every limit: of the sample, of small pieces, of what a frame's header can say in one byte, and of blocks.</summary>
    private static readonly int[] Lengths = [1, 2, 255, 256, 8192, 16383, 16384, 65536, 131071, 131072, 131073, 700_000];

    public static TheoryData<BlobCompression, string> EveryModeAndContent
    {
        get
        {
            var data = new TheoryData<BlobCompression, string>();
            foreach (var mode in Enum.GetValues<BlobCompression>())
            {
                foreach (var kind in (string[])["zeros", "sparse", "text", "records", "noise", "noise twice"])
                    data.Add(mode, kind);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(EveryModeAndContent))]
    public void What_is_written_is_read_back_whatever_its_length(BlobCompression mode, string kind)
    {
        var sealing = new BlobSealing(mayCompress: true, mode, Zstd.Chosen);
        foreach (var length in Lengths)
        {
            var content = Make(kind, length);
            foreach (var type in (BlobType[])[BlobType.Data, BlobType.Tree])
            {
                var written = sealing.Compress(type, content, out var uncompressedLength);
                if (uncompressedLength == 0)
                {
                    Assert.Equal(BlobType.Data, type);
                    Assert.Equal(content, written.ToArray());
                    continue;
                }

                Assert.Equal(length, (int)uncompressedLength);
                var read = new byte[length];
                Assert.True(Zstd.Chosen.TryDecompressExactly(written, read));
                Assert.Equal(content, read);
                // A reader that does not know the length beforehand.
                Assert.Equal(content, Zstd.Chosen.TryDecompress(written, length));
                if (length > 1)
                    Assert.Null(Zstd.Chosen.TryDecompress(written, length - 1));
            }
        }
    }

    [Theory]
    [InlineData(BlobCompression.Auto)]
    [InlineData(BlobCompression.Fastest)]
    [InlineData(BlobCompression.Better)]
    [InlineData(BlobCompression.Max)]
    public async Task The_same_bytes_give_the_same_blob_whatever_was_compressed_before(BlobCompression mode)
    {
        var contents = Lengths.SelectMany(length => (string[])["text", "sparse", "records", "noise twice"], (length, kind) => Make(kind, length)).ToArray();
        var first = CompressAll(contents, mode);
        var again = await Task.WhenAll(Enumerable.Range(1, 4).Select(seed => Task.Run(() =>
        {
            var order = Enumerable.Range(0, contents.Length).ToArray();
            new Random(seed).Shuffle(order);
            var results = CompressAll([.. order.Select(i => contents[i])], mode);
            return order.Zip(results).OrderBy(pair => pair.First).Select(pair => pair.Second).ToArray();
        })));
        foreach (var results in again)
            Assert.Equal(first, results);
    }

    /// <summary>Limits with room: how much larger than libzstd's level 2.</summary>
    [Theory]
    [InlineData(BlobCompression.Auto, "text", 8192, 1.05)]
    [InlineData(BlobCompression.Auto, "text", 1 << 20, 1.10)]
    [InlineData(BlobCompression.Auto, "records", 8192, 1.05)]
    [InlineData(BlobCompression.Auto, "records", 1 << 20, 1.10)]
    [InlineData(BlobCompression.Auto, "sparse", 8192, 1.15)]
    [InlineData(BlobCompression.Auto, "noise twice", 65536, 1.01)]
    [InlineData(BlobCompression.Fastest, "text", 8192, 1.6)]
    [InlineData(BlobCompression.Fastest, "text", 1 << 20, 1.3)]
    [InlineData(BlobCompression.Fastest, "records", 1 << 20, 1.3)]
    [InlineData(BlobCompression.Fastest, "noise twice", 65536, 1.01)]
    [InlineData(BlobCompression.Better, "text", 1 << 20, 1.0)]
    [InlineData(BlobCompression.Max, "text", 1 << 20, 1.0)]
    public void Content_takes_little_more_than_at_level_2(BlobCompression mode, string kind, int length, double atMost)
    {
        var content = Make(kind, length);
        var destination = new byte[Zstd.Chosen.Bound(length)];
        var level2 = Zstd.Chosen.Compress(content, destination, CompressionParameters.OfLevel(2));
        var written = new BlobSealing(mayCompress: true, mode, Zstd.Chosen).Compress(BlobType.Data, content, out _);
        Assert.True(written.Length <= (level2 * atMost) + 8, $"{written.Length} bytes, {level2} at level 2");
    }

    /// <summary>Digests in hexadecimal: half is the least they can take, and without Huffman codes they would take nearly all.</summary>
    [Theory]
    [InlineData(BlobCompression.Off)]
    [InlineData(BlobCompression.Auto)]
    [InlineData(BlobCompression.Fastest)]
    public void Lists_of_digests_take_little_more_than_half_in_every_mode(BlobCompression mode)
    {
        foreach (var count in (int[])[20, 5000])
        {
            var list = Encoding.ASCII.GetBytes(string.Join(',', Make("noise", count * 32).Chunk(32).Select(digest => $"\"{Convert.ToHexStringLower(digest)}\"")));
            var written = new BlobSealing(mayCompress: true, mode, Zstd.Chosen).Compress(BlobType.Tree, list, out _);
            Assert.InRange(written.Length, list.Length * 0.45, list.Length * 0.65);
        }
    }

    [Theory]
    [InlineData("noise", 16383, ContentKind.Ordinary)]
    [InlineData("noise", 16384, ContentKind.Noise)]
    [InlineData("noise", 131072, ContentKind.Noise)]
    [InlineData("noise", 131073, ContentKind.Noise)]
    [InlineData("noise", 1 << 20, ContentKind.Noise)]
    [InlineData("text", 32768, ContentKind.Text)]
    [InlineData("text", 1 << 20, ContentKind.Text)]
    [InlineData("records", 32768, ContentKind.Text)]
    [InlineData("zeros", 32768, ContentKind.Text)]
    [InlineData("sparse", 32768, ContentKind.Text)]
    internal void Samples_tell_what_content_looks_like(string kind, int length, ContentKind expected) =>
        Assert.Equal(expected, CompressionProbe.Of(Make(kind, length)));

    private static byte[][] CompressAll(byte[][] contents, BlobCompression mode)
    {
        var sealing = new BlobSealing(mayCompress: true, mode, Zstd.Chosen);
        return [.. contents.Select(content => sealing.Compress(BlobType.Data, content, out _).ToArray())];
    }

    internal static byte[] Make(string kind, int length)
    {
        var random = new Random(length);
        var content = new byte[length];
        switch (kind)
        {
            case "noise":
                random.NextBytes(content);
                break;
            case "noise twice":
                random.NextBytes(content.AsSpan(0, (length + 1) / 2));
                content.AsSpan(0, length / 2).CopyTo(content.AsSpan((length + 1) / 2));
                break;
            case "sparse":
                for (var i = 0; i < length; i += 16)
                    content[i] = (byte)random.Next(256);
                break;
            case "records":
                // As tables in programs are: numbers that grow, flags, and here and there a value of its own.
                for (var i = 0; i + 16 <= length; i += 16)
                {
                    BitConverter.TryWriteBytes(content.AsSpan(i), i * 3);
                    BitConverter.TryWriteBytes(content.AsSpan(i + 4), random.Next(1 << 20));
                    content[i + 8] = (byte)random.Next(8);
                    content[i + 12] = (byte)(i / 4096);
                }

                break;
            case "text":
                string[] words = ["archive", "the", "of", "disc", "and", "a", "snapshot", "every", "week", "in", "two", "places", "read", "back", "whole", "to"];
                var text = new StringBuilder(length + 32);
                while (text.Length < length)
                    text.Append(words[random.Next(words.Length)]).Append(random.Next(500)).Append(' ');
                Encoding.ASCII.GetBytes(text.ToString(0, length), content);
                break;
        }

        return content;
    }
}
