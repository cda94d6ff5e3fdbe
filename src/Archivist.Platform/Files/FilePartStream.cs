using Microsoft.Win32.SafeHandles;

namespace Archivist.Platform.Files;

/// <summary>Reads a part of a file that stays open. Several may read one file at a time; one stream is not thread-safe.</summary>
/// <param name="file">The file; stays the caller's.</param>
/// <param name="offset">Where the part begins.</param>
/// <param name="length">Bytes in it.</param>
public sealed class FilePartStream(SafeFileHandle file, long offset, long length) : Stream
{
    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => length;

    /// <inheritdoc/>
    public override long Position { get; set; }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var read = Position >= length ? 0 : RandomAccess.Read(file, buffer[..(int)Math.Min(buffer.Length, length - Position)], offset + Position);
        Position += read;
        return read;
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = Position >= length ? 0 : await RandomAccess.ReadAsync(file, buffer[..(int)Math.Min(buffer.Length, length - Position)], offset + Position, cancellationToken);
        Position += read;
        return read;
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => length + offset,
    };

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
