using Archivist.Platform.Problems;
using Archivist.Replicas.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Synchronizing;

/// <summary>
/// The bytes of an object, hashed while they are read asynchronously; the last ones are returned only if the hash matches the object's name. The object is opened by the first
/// read. Failures are <see cref="ContentFailureException"/>.
/// </summary>
internal sealed class CheckedStream(IObjectSource source, StoredObject item) : ContentStream(item.Length)
{
    private readonly RunningSha256 _hash = Digest.Begin();
    private Stream? _content;
    private bool _isVerified;

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
                read = await _content.ReadAsync(buffer[..(int)Math.Min(buffer.Length, item.Length - Done)], cancellationToken);
            }
            catch (EndOfStreamException cause)
            {
                throw Short(cause);
            }

            if (read == 0)
                throw Short(null);
            _hash.Append(buffer.Span[..read]);
            Done += read;
        }

        if (Done == item.Length)
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
