using Archivist.Images.Model;
using Archivist.Images.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Images.Reading;

/// <summary>The bytes of one file of an image, seekable. A failing drive or a cut image is an <see cref="ArchivistException"/>.</summary>
internal sealed class ExtentStream : Stream
{
    private readonly IImageSource _source;
    private readonly IReadOnlyList<DiscExtent> _extents;
    private readonly string _path;
    private long _position;

    /// <summary>The extent that was read last, and the bytes of the file in front of it: files of many extents are read in order.</summary>
    private int _index;
    private long _before;

    internal ExtentStream(IImageSource source, IReadOnlyList<DiscExtent> extents, string path)
    {
        _source = source;
        _extents = extents;
        _path = path;
        Length = extents.Sum(extent => extent.Length);
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var (offset, length) = Next(buffer.Length);
        if (length == 0)
            return 0;
        if (offset < 0)
            return Zeros(buffer[..length]);
        try
        {
            return Taken(_source.Read(offset, buffer[..length]), offset);
        }
        catch (IOException e)
        {
            throw Unreadable(offset, e);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var (offset, length) = Next(buffer.Length);
        if (length == 0)
            return 0;
        if (offset < 0)
            return Zeros(buffer.Span[..length]);
        try
        {
            return Taken(await _source.ReadAsync(offset, buffer[..length], cancellationToken), offset);
        }
        catch (IOException e)
        {
            throw Unreadable(offset, e);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => Length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Where the next byte lies, and how many follow it in the same extent.</summary>
    private (long Offset, int Length) Next(int wanted)
    {
        if (_position < _before)
            (_index, _before) = (0, 0);
        for (; _index < _extents.Count; _before += _extents[_index++].Length)
        {
            var extent = _extents[_index];
            var within = _position - _before;
            if (within < extent.Length)
                return (extent.IsHole ? DiscExtent.Nowhere : extent.Offset + within, (int)Math.Min(wanted, extent.Length - within));
        }

        return (0, 0);
    }

    private int Zeros(Span<byte> buffer)
    {
        buffer.Clear();
        _position += buffer.Length;
        return buffer.Length;
    }

    private int Taken(int read, long offset)
    {
        if (read == 0)
            throw Unreadable(offset, null);
        _position += read;
        return read;
    }

    private ArchivistException Unreadable(long offset, IOException? cause) =>
        new(new ImageBlockUnreadable(_source.Location, _path, offset / Sector.Size, cause is null ? null : Cause.Of(cause)), cause);
}
