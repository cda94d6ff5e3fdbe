using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Peers;

/// <summary>
/// The bytes of an object, hashed while they arrive; the last ones are returned only if the hash is the object's name. The configuration, whose name is no hash, is not compared. A
/// connection that breaks is a <see cref="ContentFailureException"/>, another content a <see cref="NameMismatchException"/> in one. Not thread-safe; the stream below stays the caller's.
/// </summary>
internal sealed class ArrivingStream(Stream body, ObjectName name, long length) : Stream
{
    private readonly RunningSha256 _hash = Digest.Begin();
    private long _arrived;
    private bool _isOver;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _arrived;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_isOver || buffer.Length == 0)
            return 0;
        var read = 0;
        if (_arrived < length)
        {
            read = await ReadBodyAsync(buffer[..(int)Math.Min(buffer.Length, length - _arrived)], cancellationToken);
            _hash.Append(buffer.Span[..read]);
            _arrived += read;
        }

        if (_arrived == length)
            RequireName();
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("What arrives over a connection is read asynchronously.");

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _hash.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask<int> ReadBodyAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellationToken) is > 0 and var read ? read : throw new EndOfStreamException($"{name}: {_arrived} of {length} bytes arrived");
        }
        catch (Exception cause) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ContentFailureException(cause);
        }
    }

    private void RequireName()
    {
        if (_hash.Finish() != name.Id && name.Kind is not ObjectKind.Configuration)
            throw new ContentFailureException(new NameMismatchException(name));
        _isOver = true;
    }
}
