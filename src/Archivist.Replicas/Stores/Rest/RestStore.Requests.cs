using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Archivist.Platform.Problems;
using Archivist.Replicas.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Stores.Rest;

public sealed partial class RestStore
{
    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, new Uri(_base, path));
        request.Headers.Authorization = Credentials;
        return request;
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, ProgressWatch watch, Asked asked, CancellationToken cancellationToken, WatchedContent? body = null)
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
            var (fault, isTransient) = Describe(cause);
            throw Fail(asked, fault, isTransient, cause: cause);
        }
        catch (Exception cause) when (!cancellationToken.IsCancellationRequested && cause is OperationCanceledException or HttpRequestException or IOException)
        {
            throw Fail(asked, new ServerFault.Silent(), isTransient: true, isSilent: true, cause: cause);
        }
    }

    private static (ServerFault Fault, bool IsTransient) Describe(HttpRequestException failure) => failure switch
    {
        { InnerException: AuthenticationException } => (new ServerFault.CertificateUntrusted(), false),
        { HttpRequestError: HttpRequestError.NameResolutionError } => (new ServerFault.HostUnknown(), true),
        { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded or HttpRequestError.InvalidResponse } => (new ServerFault.NotHttp(), false),
        { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } => (new ServerFault.Refused(), true),
        { InnerException: SocketException } or { HttpRequestError: HttpRequestError.ConnectionError } => (new ServerFault.Unreachable(), true),
        _ => (new ServerFault.Disconnected(), true),
    };

    private void Expect(HttpResponseMessage response, Asked asked)
    {
        if (response.IsSuccessStatusCode)
            return;
        var status = (int)response.StatusCode;
        if (response.StatusCode is HttpStatusCode.InsufficientStorage)
            throw new ArchivistException(new ServerFull(Location, asked.Action, asked.Name), new StoreFailureException("answer 507", isTransient: false));
        // The store behind it shows a reader that it may not write, and need not.
        if (response.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented)
            throw Fail(asked, new ServerFault.Status(status), cause: new UnauthorizedAccessException($"answer {status}"));
        if (status is >= 300 and < 400)
            throw Fail(asked, new ServerFault.Redirected(status, HostOf(response.Headers.Location)));
        var isTransient = response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || status >= 500;
        throw Fail(asked, status is 401 ? new ServerFault.Unauthorized() : new ServerFault.Status(status), isTransient, retryAfter: response.Headers.RetryAfter?.Delta);
    }

    private ArchivistException Broken(Asked asked, bool isSilent, Exception cause) =>
        Fail(asked, isSilent ? new ServerFault.Stalled() : new ServerFault.Disconnected(), isTransient: true, isSilent, cause: cause);

    private string? HostOf(Uri? location) => location is null ? null : new Uri(_base, location).IdnHost;

    private ArchivistException Fail(Asked asked, ServerFault fault, bool isTransient = false, bool isSilent = false, TimeSpan? retryAfter = null, Exception? cause = null) =>
        new(new ServerFailed(Location, asked.Action, asked.Name, fault), new StoreFailureException(fault.ToString(), isTransient, isSilent, retryAfter, cause));

    /// <summary>The purpose of a request.</summary>
    private readonly record struct Asked(ServerAction Action, string Name)
    {
        internal Asked(ServerAction action, ObjectName name)
            : this(action, RestProtocol.PathOf(name))
        {
        }
    }
}
