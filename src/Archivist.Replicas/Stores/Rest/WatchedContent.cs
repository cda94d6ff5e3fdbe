using System.Net;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Stores.Rest;

/// <summary>The body of an upload, written in small steps of which each counts as progress.</summary>
internal sealed class WatchedContent(IReplayableContent content, ProgressWatch watch) : HttpContent
{
    private const int Step = 16 * 1024;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await using var source = content.OpenFromStart();
        var buffer = new byte[Step];
        int read;
        while ((read = await source.ReadAsync(buffer, cancellationToken)) > 0)
        {
            await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            watch.Advance(read);
        }

        await stream.FlushAsync(cancellationToken);
        // From here on the answer is waited for.
        watch.Restart();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = content.Length;
        return true;
    }
}
