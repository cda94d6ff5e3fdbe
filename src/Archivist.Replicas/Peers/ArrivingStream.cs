using Archivist.Platform.Files;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Peers;

/// <summary>
/// The bytes of an object, hashed while they arrive; the last ones are returned only if the hash is the object's name. The configuration, whose name is no hash, is not compared. A
/// connection that breaks is a <see cref="ContentFailureException"/>, another content a <see cref="NameMismatchException"/> in one. Not thread-safe; the stream below stays the caller's.
/// </summary>
internal sealed class ArrivingStream(Stream body, ObjectName name, long length) : ForwardStream
{
    private readonly RunningSha256 _hash = Digest.Begin();
    private long _arrived;
    private bool _isOver;

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
