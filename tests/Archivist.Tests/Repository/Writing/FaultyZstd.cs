using Archivist.Repository.Compression;

namespace Archivist.Tests.Repository.Writing;

/// <summary>libzstd or its stand-in in a memory where a bit flips: in what is compressed, after it was hashed, or in what came out.</summary>
/// <param name="isHit">Whether compressing this content is disturbed.</param>
/// <param name="inFrame">What came out is, and not what goes in.</param>
internal sealed class FaultyZstd(Func<byte[], bool> isHit, bool inFrame) : ZstdCodec
{
    private readonly ZstdCodec _inner = ZstdCodec.Chosen;

    internal override int Bound(int length) => _inner.Bound(length);

    internal override ulong? FindContentSize(ReadOnlySpan<byte> frame) => _inner.FindContentSize(frame);

    internal override Compressor CreateCompressor() => new FaultyCompressor(this);

    internal override Decompressor CreateDecompressor() => _inner.CreateDecompressor();

    private sealed class FaultyCompressor(FaultyZstd owner) : Compressor
    {
        private readonly Zstd _zstd = new(owner._inner);

        public override void Dispose()
        {
        }

        protected override void Apply(ReadOnlySpan<(ZstdParameter Name, int Value)> settings)
        {
        }

        protected override int CompressAtOnce(ReadOnlySpan<byte> source, Span<byte> destination)
        {
            var content = source.ToArray();
            var hit = owner.IsHit(content);
            if (hit && !owner.SpoilsFrame)
                content[content.Length / 2] ^= 0x10;
            var length = _zstd.Compress(content, destination, CompressionChoice.Default);
            if (hit && owner.SpoilsFrame)
                destination[length / 2] ^= 0x10;
            return length;
        }

        protected override int CompressWithoutSize(ReadOnlySpan<byte> source, Span<byte> destination) => CompressAtOnce(source, destination);
    }

    private bool SpoilsFrame => inFrame;

    private bool IsHit(byte[] content) => isHit(content);
}
