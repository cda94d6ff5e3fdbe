using Archivist.Repository.Compression;
using Archivist.Repository.Ids;
using Archivist.Repository.Writing;

namespace Archivist.Tests.Repository.Compression;

public sealed class ManagedZstdCodecTests
{
    private static readonly int[] Lengths = [1, 2, 255, 256, 8192, 16384, 131072, 131073, 700_000];

    private readonly Zstd _native = new(new LibzstdCodec());
    private readonly Zstd _managed = new(new ManagedZstdCodec());

    public static TheoryData<BlobCompression, string> EveryModeAndContent => CompressionTests.EveryModeAndContent;

    [Theory]
    [MemberData(nameof(EveryModeAndContent))]
    public void Each_reads_what_the_other_wrote(BlobCompression mode, string kind)
    {
        var (native, managed) = (new BlobSealing(true, mode, _native), new BlobSealing(true, mode, _managed));
        foreach (var length in Lengths)
        {
            var content = CompressionTests.Make(kind, length);
            foreach (var type in (BlobType[])[BlobType.Data, BlobType.Tree])
            {
                ExpectReadable(native.Compress(type, content, out var nativeLength), nativeLength, content, _managed);
                ExpectReadable(managed.Compress(type, content, out var managedLength), managedLength, content, _native);
                ExpectReadable(managed.Compress(type, content, out managedLength), managedLength, content, _managed);
            }
        }
    }

    /// <summary>What a damaged frame decompresses to is undefined, and differs; that it does no harm is not.</summary>
    [Fact]
    public void Damaged_frames_are_refused_or_give_no_more_than_there_is_room_for()
    {
        var random = new Random(8878);
        var content = CompressionTests.Make("text", 5000);
        var buffer = new byte[_native.Bound(content.Length)];
        var frame = buffer[.._native.Compress(content, buffer, CompressionChoice.Default)];
        for (var round = 0; round < 5000; round++)
        {
            var damaged = frame.ToArray();
            for (var flips = random.Next(1, 4); flips > 0; flips--)
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            damaged = damaged[..(random.Next(4) == 0 ? random.Next(damaged.Length) : damaged.Length)];
            Assert.True(_managed.TryDecompress(damaged, 6000) is null or { Length: <= 6000 });
            var room = new byte[7000];
            Array.Fill(room, (byte)0xa5, 5000, 2000);
            _managed.TryDecompressExactly(damaged, room.AsSpan(0, 5000));
            Assert.Equal(-1, room.AsSpan(5000).IndexOfAnyExcept((byte)0xa5));
        }
    }

    [Fact]
    public void Nothing_and_what_is_no_frame_is_told_apart()
    {
        foreach (var zstd in (Zstd[])[_native, _managed])
        {
            var buffer = new byte[zstd.Bound(0)];
            var empty = buffer[..zstd.Compress([], buffer, CompressionChoice.Default)];
            Assert.True(zstd.TryDecompressExactly(empty, []));
            Assert.Empty(zstd.TryDecompress(empty, 10)!);
            Assert.Null(zstd.TryDecompress("no frame"u8, 1 << 20));
            Assert.False(zstd.TryDecompressExactly("no frame"u8, new byte[8]));
        }
    }

    private static void ExpectReadable(ReadOnlySpan<byte> written, uint uncompressedLength, byte[] content, Zstd reader)
    {
        if (uncompressedLength == 0)
        {
            Assert.Equal(content, written.ToArray());
            return;
        }

        Assert.Equal(content.Length, (int)uncompressedLength);
        var read = new byte[content.Length];
        Assert.True(reader.TryDecompressExactly(written, read));
        Assert.Equal(content, read);
        Assert.Equal(content, reader.TryDecompress(written, content.Length));
    }
}
