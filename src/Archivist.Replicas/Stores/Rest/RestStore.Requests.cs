using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Stores.Rest;

public sealed partial class RestStore
{
    private static string Name(ObjectName name) => RestProtocol.PathOf(name);

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, new Uri(_base, path));
        request.Headers.Authorization = Credentials;
        return request;
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, ProgressWatch watch, string what, CancellationToken cancellationToken, WatchedContent? body = null)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(watch.Token, cancellationToken);
        try
        {
            var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop.Token);
            watch.Restart();
            return response;
        }
        catch (Exception) when (body?.Failure is not null)
        {
            // Not the connection broke but the content.
            body.Failure.Throw();
            throw;
        }
        catch (HttpRequestException cause) when (!cancellationToken.IsCancellationRequested && !watch.HasStalled)
        {
            throw Fail(what, Describe(cause));
        }
        catch (Exception cause) when (!cancellationToken.IsCancellationRequested && cause is OperationCanceledException or HttpRequestException or IOException)
        {
            throw Fail(what, new StoreFailureException("no answer", isTransient: true, isSilent: true, cause: cause));
        }
    }

    private static StoreFailureException Describe(HttpRequestException failure) => failure switch
    {
        { InnerException: AuthenticationException } => new StoreFailureException(
            "the certificate of the server is not trusted, or not for this name", isTransient: false, cause: failure),
        { HttpRequestError: HttpRequestError.NameResolutionError } => new StoreFailureException("the name of the server is not known", isTransient: true, cause: failure),
        { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded or HttpRequestError.InvalidResponse } => new StoreFailureException(
            "the answer is not HTTP as it should be", isTransient: false, cause: failure),
        { InnerException: SocketException socket } => new StoreFailureException(
            socket.SocketErrorCode is SocketError.ConnectionRefused ? "connection refused" : "the connection failed", isTransient: true, cause: failure),
        { HttpRequestError: HttpRequestError.ConnectionError } => new StoreFailureException("cannot connect", isTransient: true, cause: failure),
        _ => new StoreFailureException("the connection broke", isTransient: true, cause: failure),
    };

    private void Expect(HttpResponseMessage response, string what)
    {
        if (response.IsSuccessStatusCode)
            return;
        var status = (int)response.StatusCode;
        if (response.StatusCode is HttpStatusCode.InsufficientStorage)
            throw new ArchivistException(Failure.NoSpace, $"{Location}: cannot {what}: no space is left there (answer 507)", new StoreFailureException("answer 507", isTransient: false))
            {
                Hint = "Free some space there and try again.",
            };
        // What is behind it shows a reader that it may not write, and need not.
        if (response.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented)
            throw Fail(what, new StoreFailureException($"answer {status}", isTransient: false, cause: new UnauthorizedAccessException($"answer {status}")));
        if (status is >= 300 and < 400)
            throw Fail(what, $"the server redirects to {HostOf(response.Headers.Location)} (answer {status}); redirects are not followed, so write that address if it is right");
        var isTransient = response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || status >= 500;
        throw Fail(what, new StoreFailureException(
            status is 401 ? "the server wants another user or password (answer 401)" : string.Create(CultureInfo.InvariantCulture, $"answer {status}"),
            isTransient, retryAfter: response.Headers.RetryAfter?.Delta));
    }

    private string HostOf(Uri? location) => location is null ? "nowhere" : new Uri(_base, location).IdnHost;

    private ArchivistException Fail(string what, string cause) => Fail(what, new StoreFailureException(cause, isTransient: false));

    private ArchivistException Fail(string what, StoreFailureException failure) =>
        new(Failure.TooFewReplicas, $"{Location}: cannot {what}: {failure.Message}", failure)
        {
            Hint = "Check the address, the network and whether the server runs; other copies are used meanwhile.",
        };
}
