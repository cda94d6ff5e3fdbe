using Archivist.Repository;

namespace Archivist.Replicas.Stores.Rest;

/// <summary>The body of a response, which it owns; a connection that breaks becomes an error with the store's name.</summary>
internal sealed class ResponseStream(HttpResponseMessage response, Stream body, string location) : ForwardStream(body)
{
    public override int Read(Span<byte> buffer)
    {
        try
        {
            return Inner.Read(buffer);
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
            return await Inner.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception cause) when (cause is IOException or HttpRequestException)
        {
            throw Broken(cause);
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            response.Dispose();
    }

    private ArchivistException Broken(Exception cause) =>
        new(Failure.TooFewReplicas, $"{location}: the connection broke: {cause.Message}", cause)
        {
            Hint = "Run the same command again: it goes on where it stopped.",
        };
}
