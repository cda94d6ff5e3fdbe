using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Measuring;
using Archivist.Platform.Problems;
using Microsoft.AspNetCore.Http;

namespace Archivist.App.Web;

/// <summary>
/// The HTTP of metrics: <c>GET /metrics</c> with a bearer token of its own (RFC 6750), which opens nothing else. What was measured is given again for some seconds, so that many who ask cost no
/// more than one. Thread-safe.
/// </summary>
/// <param name="token">What must be shown; never empty.</param>
/// <param name="clock">Says how old an answer is.</param>
/// <param name="measure">Measures, and gives the text.</param>
internal sealed class MetricsAnswers(ReadOnlyMemory<byte> token, TimeProvider clock, Func<CancellationToken, Task<string>> measure) : IDisposable
{
    /// <summary>Where it is.</summary>
    internal const string Path = "/metrics";

    private const string Scheme = "Bearer";

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly byte[] _tokenHash = SHA256.HashData(token.Span);
    private readonly SemaphoreSlim _gate = new(1);
    private (string Text, long At)? _last;

    /// <summary>Metrics of an archive; null when its settings name no token.</summary>
    /// <param name="environment">What every operation is given.</param>
    /// <param name="access">Which archive.</param>
    /// <param name="events">Hears what a look at the archive warns of.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="ArchivistException">The token cannot be read.</exception>
    internal static async Task<MetricsAnswers?> FindAsync(OperationEnvironment environment, ArchiveAccess access, IOperationEvents events, CancellationToken cancellationToken)
    {
        if (await MetricsToken.FindAsync(environment, access, events, cancellationToken) is not { } token)
            return null;
        var operation = new MeasureOperation(environment);
        return new MetricsAnswers(token, environment.Clock, async stop => (await operation.RunAsync(new MeasureRequest { Archive = access }, events, stop)).Text);
    }

    /// <summary>True for a request that is meant for it.</summary>
    internal static bool IsMeant(HttpRequest request) => request.Path == Path;

    /// <summary>Answers a request.</summary>
    internal async Task SendAsync(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = "GET, HEAD";
            return;
        }

        if (!MaySee(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = Scheme;
            return;
        }

        string text;
        try
        {
            text = await ReadAsync(context.RequestAborted);
        }
        catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
        {
            // Who asks sees that it failed; why is for the operator, who has other ways to know.
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        context.Response.ContentType = context.Request.Headers.Accept.ToString().Contains("application/openmetrics-text", StringComparison.Ordinal)
            ? OpenMetricsText.MediaType : OpenMetricsText.OlderMediaType;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentLength = bytes.Length;
        if (HttpMethods.IsGet(context.Request.Method))
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    /// <summary>Hashes are compared, in constant time: neither the length of the token nor its first letters can be found out by trying.</summary>
    private bool MaySee(HttpRequest request) =>
        AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var shown) && shown is { Parameter: { } value } && Scheme.Equals(shown.Scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(value)), _tokenHash);

    private async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_last is { } last && clock.GetElapsedTime(last.At) < Fresh)
                return last.Text;
            var text = await measure(cancellationToken);
            _last = (text, clock.GetTimestamp());
            return text;
        }
        finally
        {
            _gate.Release();
        }
    }
}
