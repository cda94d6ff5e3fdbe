using Archivist.Repository;

namespace Archivist.Replicas.Stores.Rest;

/// <summary>The body of a response, which it owns; a connection that breaks becomes an error with the store's name.</summary>
internal sealed class ResponseStream(HttpResponseMessage response, Stream body, string location) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            return body.Read(buffer, offset, count);
        }
        catch (IOException cause)
        {
            throw Broken(cause);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception cause) when (cause is IOException or HttpRequestException)
        {
            throw Broken(cause);
        }
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            body.Dispose();
            response.Dispose();
        }

        base.Dispose(disposing);
    }

    private ArchivistException Broken(Exception cause) =>
        new(Failure.TooFewReplicas, $"{location}: the connection broke: {cause.Message}", cause)
        {
            Hint = "Run the same command again: it goes on where it stopped.",
        };
}
