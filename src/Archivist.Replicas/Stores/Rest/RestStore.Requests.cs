using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Archivist.Platform.Problems;
using Archivist.Replicas.Problems;
using Archivist.Replicas.Stores.Http;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Stores.Rest;

public sealed partial class RestStore
{
    /// <summary>A request of HTTP/1.1, or of HTTP/2 to a server that offers it with TLS.</summary>
    private HttpRequestMessage Request(HttpMethod method, string path) => new(method, new Uri(_base, path))
    {
        Version = HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionOrHigher,
    };

    /// <summary>User and password as each request has them; null without.</summary>
    private async ValueTask<AuthenticationHeaderValue?> SignInAsync(CancellationToken cancellationToken)
    {
        if (_credentials is not null || _access.Credentials is null)
            return _credentials;
        await _signingIn.WaitAsync(cancellationToken);
        try
        {
            if (_credentials is null && await _access.FindCredentialsAsync(cancellationToken) is { } found)
                _credentials = Basic($"{found.User}:{found.Password}");
            return _credentials;
        }
        finally
        {
            _signingIn.Release();
        }
    }

    private static AuthenticationHeaderValue Basic(string userAndPassword) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(userAndPassword)));

    private async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, ProgressWatch watch, Asked asked, CancellationToken cancellationToken, WatchedContent? body = null)
    {
        request.Headers.Authorization = await SignInAsync(cancellationToken);
        watch.Restart();
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
            var (fault, isTransient) = HttpFailure.Describe(cause);
            throw Fail(asked, fault, isTransient, cause: cause);
        }
        catch (Exception cause) when (!cancellationToken.IsCancellationRequested && cause is OperationCanceledException or HttpRequestException or IOException)
        {
            throw Fail(asked, new ServerFault.Silent(), isTransient: true, isSilent: true, cause: cause);
        }
    }

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
        throw Fail(asked, status is 401 ? new ServerFault.Unauthorized() : new ServerFault.Status(status), HttpFailure.IsTransient(status), retryAfter: response.Headers.RetryAfter?.Delta);
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
