using Archivist.Replicas.Problems;
using Archivist.Replicas.Stores.Http;

namespace Archivist.Replicas.Stores.S3;

/// <summary>
/// Stands between the SDK and the connection. Sends our own body, which is watched, instead of the SDK's; turns every answer but success into an <see cref="S3FaultException"/>, for
/// the SDK takes what it does not expect for XML; reads listings to their end while they are watched. Thread-safe; the connections stay the owner's.
/// </summary>
internal sealed class S3Answers(HttpMessageHandler connections) : HttpMessageHandler
{
    /// <summary>A listing of 1,000 keys of the greatest length, and any other answer in XML, is shorter.</summary>
    private const int LongestXml = 8 << 20;

    private const int LongestError = 64 << 10;

    private readonly HttpMessageInvoker _connections = new(connections, disposeHandler: false);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var exchange = S3Exchange.Current ?? throw new InvalidOperationException("The SDK makes a request of its own.");
        if (exchange.Body is { } body)
        {
            foreach (var (name, values) in request.Content!.Headers.NonValidated)
            {
                if (!name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
                    body.Headers.TryAddWithoutValidation(name, values);
            }

            request.Content = body;
        }

        // A server that says nothing to it costs a second.
        request.Headers.ExpectContinue = false;
        var response = await SendAsync(request, exchange, cancellationToken);
        try
        {
            exchange.Watch.Restart();
            if ((int)response.StatusCode >= 300)
                throw await ReadFaultAsync(response, cancellationToken);
            // The SDK takes some for the MD5 of the content, which they need not be. We compare what we read with its name.
            if (!exchange.KeepsTag)
                response.Headers.Remove("ETag");
            if (exchange.IsObjectWanted)
                exchange.Answer = response;
            else if (request.Method != HttpMethod.Head)
                await BufferAsync(response, exchange.Watch, cancellationToken);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _connections.Dispose();
        base.Dispose(disposing);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, S3Exchange exchange, CancellationToken cancellationToken)
    {
        try
        {
            return await _connections.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException cause) when (exchange.Body?.Failure is null && !cancellationToken.IsCancellationRequested)
        {
            var (fault, isTransient) = HttpFailure.Describe(cause);
            throw new S3FaultException(fault, isTransient, cause);
        }
    }

    private static async Task<S3FaultException> ReadFaultAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = new byte[LongestError];
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var length = await body.ReadAtLeastAsync(text, text.Length, throwOnEndOfStream: false, cancellationToken);
        return S3Faults.Describe(response, text.AsSpan(0, length));
    }

    /// <summary>The SDK reads without a token that could stop it.</summary>
    private static async Task BufferAsync(HttpResponseMessage response, ProgressWatch watch, CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var read = new MemoryStream();
        var buffer = new byte[64 << 10];
        int count;
        while ((count = await ReadAsync(body, buffer, cancellationToken)) > 0)
        {
            watch.Advance(count);
            read.Write(buffer, 0, count);
            if (read.Length > LongestXml)
                throw new S3FaultException(new ServerFault.BucketListingInvalid(), isTransient: false);
        }

        var whole = new ByteArrayContent(read.ToArray());
        foreach (var (name, values) in response.Content.Headers.NonValidated)
            whole.Headers.TryAddWithoutValidation(name, values);
        response.Content = whole;
    }

    private static async ValueTask<int> ReadAsync(Stream body, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception cause) when (cause is IOException or HttpRequestException && !cancellationToken.IsCancellationRequested)
        {
            throw new S3FaultException(new ServerFault.Disconnected(), isTransient: true, cause);
        }
    }
}
