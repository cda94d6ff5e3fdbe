using Archivist.Platform.Problems;

namespace Archivist.Replicas.Stores.Http;

/// <summary>
/// The body of a response, which it owns together with the watch over it. A connection that breaks or stalls becomes an error that names server and object.
/// </summary>
internal sealed class ResponseStream(HttpResponseMessage response, Stream body, ProgressWatch watch, Func<bool, Exception, ArchivistException> fail) : WrappingStream(body)
{
    private readonly CancellationToken _stop = watch.Token;

    public override int Read(Span<byte> buffer)
    {
        watch.Resume();
        using var abort = _stop.Register(response.Dispose);
        try
        {
            var read = Inner.Read(buffer);
            watch.Advance(read);
            return read;
        }
        catch (Exception cause) when (cause is IOException or HttpRequestException or ObjectDisposedException or OperationCanceledException)
        {
            throw Broken(cause);
        }
        finally
        {
            watch.Pause();
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        watch.Resume();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_stop, cancellationToken);
        try
        {
            var read = await Inner.ReadAsync(buffer, stop.Token);
            watch.Advance(read);
            return read;
        }
        catch (Exception cause) when (!cancellationToken.IsCancellationRequested
            && (cause is IOException or HttpRequestException || (cause is OperationCanceledException && watch.HasStalled)))
        {
            throw Broken(cause);
        }
        finally
        {
            watch.Pause();
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing)
            return;
        response.Dispose();
        watch.Dispose();
    }

    private ArchivistException Broken(Exception cause) => fail(watch.HasStalled, cause);
}
