using Archivist.Platform.Problems;
using Archivist.Replicas.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Synchronizing;

/// <summary>
/// The bytes of an object, hashed while they are read asynchronously; the last ones are returned only if the hash matches the object's name. The object is opened by the first
/// read. Failures are <see cref="ContentFailureException"/>.
/// </summary>
internal sealed class CheckedStream(IObjectSource source, StoredObject item) : Stream
{
    private readonly RunningSha256 _hash = Digest.Begin();
    private Stream? _content;
    private long _done;
    private bool _isVerified;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => item.Length;

    public override long Position
    {
        get => _done;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.Length == 0 || _isVerified)
            return 0;
        try
        {
            return await ReadNextAsync(buffer, cancellationToken);
        }
        catch (Exception cause) when (!(cause is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            throw new ContentFailureException(cause);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("What comes from a store is read asynchronously.");

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content?.Dispose();
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task<int> ReadNextAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var read = 0;
        if (item.Length > 0)
        {
            try
            {
                _content ??= await source.OpenAsync(item.Name, new ByteRange(0, item.Length), cancellationToken);
                read = await _content.ReadAsync(buffer[..(int)Math.Min(buffer.Length, item.Length - _done)], cancellationToken);
            }
            catch (EndOfStreamException cause)
            {
                throw Short(cause);
            }

            if (read == 0)
                throw Short(null);
            _hash.Append(buffer.Span[..read]);
            _done += read;
        }

        if (_done == item.Length)
            RequireName();
        return read;
    }

    private void RequireName()
    {
        if (_hash.Finish() != item.Name.Id)
            throw new ArchivistException(new ObjectTampered(source.Location, item.Name));
        _isVerified = true;
    }

    private ArchivistException Short(Exception? cause) => new(new ObjectCutShort(source.Location, item.Name, item.Length), cause);
}
