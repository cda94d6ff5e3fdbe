using System.Net;
using System.Runtime.ExceptionServices;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Stores.Http;

/// <summary>
/// The body of an upload, written in small steps of which each counts as progress. Of content that fails, or is not as long as it promised, the end is never sent: the server
/// sees a body that is cut.
/// </summary>
internal sealed class WatchedContent(IReplayableContent content, ProgressWatch watch) : HttpContent
{
    private const int Step = 16 * 1024;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <summary>Why the content could not be read; null when it could.</summary>
    internal ExceptionDispatchInfo? Failure { get; private set; }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await using var source = Open();
        var buffer = new byte[Step];
        // One step is held back until the next one is there: the last goes only when nothing was wrong.
        var held = new byte[Step];
        var (heldLength, done) = (0, 0L);
        int read;
        while ((read = await ReadAsync(source, buffer, cancellationToken)) > 0)
        {
            await stream.WriteAsync(held.AsMemory(0, heldLength), cancellationToken);
            watch.Advance(heldLength);
            (buffer, held) = (held, buffer);
            (heldLength, done) = (read, done + read);
            if (done > content.Length)
                break;
        }

        if (done != content.Length)
            throw Failed(new IOException($"{(done > content.Length ? "more" : "fewer")} bytes came than the {content.Length} that were promised"));
        await stream.WriteAsync(held.AsMemory(0, heldLength), cancellationToken);
        watch.Advance(heldLength);
        await stream.FlushAsync(cancellationToken);
        // From here on the answer is waited for.
        watch.Restart();
    }

    private async ValueTask<int> ReadAsync(Stream source, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        // Content that comes slowly is not a server that is slow.
        watch.Pause();
        try
        {
            return await source.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception cause) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed(cause);
        }
        finally
        {
            watch.Resume();
        }
    }

    private Stream Open()
    {
        try
        {
            return content.OpenFromStart();
        }
        catch (Exception cause)
        {
            throw Failed(cause);
        }
    }

    private Exception Failed(Exception cause)
    {
        Failure = ExceptionDispatchInfo.Capture(cause);
        return cause;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = content.Length;
        return true;
    }
}
