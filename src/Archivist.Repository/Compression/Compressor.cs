namespace Archivist.Repository.Compression;

/// <summary>A compression context that is used for one frame after another. Not thread-safe.</summary>
internal abstract class Compressor : IDisposable
{
    private CompressionParameters? _current;

    /// <summary>Compresses into the start of <paramref name="destination"/>, which has room for the worst case. Useless after an exception.</summary>
    internal int Compress(ReadOnlySpan<byte> source, Span<byte> destination, CompressionParameters parameters)
    {
        if (!ReferenceEquals(parameters, _current))
        {
            Apply(parameters.Settings);
            _current = parameters;
        }

        return parameters.AnnouncesSize ? CompressAtOnce(source, destination) : CompressWithoutSize(source, destination);
    }

    public abstract void Dispose();

    /// <summary>Takes these parameters in the place of all that were set before.</summary>
    protected abstract void Apply(ReadOnlySpan<(ZstdParameter Name, int Value)> settings);

    protected abstract int CompressAtOnce(ReadOnlySpan<byte> source, Span<byte> destination);

    /// <summary>Begun with nothing, a frame does not know how long it gets; ended with all, it is made in one go from where the content lies.</summary>
    protected abstract int CompressWithoutSize(ReadOnlySpan<byte> source, Span<byte> destination);
}
