using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Archivist.Evidence.Copying;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.Replicas.Stores.Http;

namespace Archivist.Operations.Archives;

/// <summary>A copy of a ledger at a peer (<c>serve --peers</c>), below the repository that it keeps. Not thread-safe; the client is the caller's.</summary>
internal sealed class LedgerCopyPeer(HttpClient client, Uri repository, StoreAccess access) : ILedgerCopy
{
    private AuthenticationHeaderValue? _credentials;

    /// <inheritdoc/>
    public string Location => $"rest:{Base}";

    private Uri Base => new(repository.AbsoluteUri.EndsWith('/') ? repository : new Uri(repository.AbsoluteUri + "/"), LedgerDistribution.Name + "/");

    /// <summary>True when the server is one that keeps copies of ledgers; other servers of repositories do not know such paths, or would take them for files of their own.</summary>
    internal async Task<bool> IsKeptAsync(CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Get, "checkpoint", null, cancellationToken);
        return response.Headers.Contains("Archivist-Ledger");
    }

    /// <inheritdoc/>
    public bool CanTear => false;

    /// <inheritdoc/>
    public async Task<byte[]?> ReadAsync(string path, int limit, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Get, path, null, cancellationToken);
        if (response.StatusCode is HttpStatusCode.NotFound)
            return null;
        Expect(response);
        await using var content = await response.Content.ReadAsStreamAsync(cancellationToken);
        var bytes = new byte[limit + 1];
        var length = await content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return length <= limit ? bytes[..length] : throw new InvalidDataException($"{path} is longer than {limit} bytes");
    }

    /// <inheritdoc/>
    public async ValueTask<bool> HoldsAsync(string path, long length, bool wasWritten, CancellationToken cancellationToken)
    {
        if (wasWritten)
            return true;
        using var response = await SendAsync(HttpMethod.Head, path, null, cancellationToken);
        return response.StatusCode is HttpStatusCode.OK && response.Content.Headers.ContentLength == length;
    }

    /// <inheritdoc/>
    public async Task WriteAsync(string path, byte[] content, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Post, path, content, cancellationToken);
        Expect(response);
    }

    /// <inheritdoc/>
    /// <remarks>The peer does so when the full file arrives.</remarks>
    public Task RemovePartialAsync(string full, CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, byte[]? body, CancellationToken cancellationToken)
    {
        if (_credentials is null && access.Credentials is { } find && await find(cancellationToken) is { } found)
            _credentials = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{found.User}:{found.Password}")));
        using var request = new HttpRequestMessage(method, new Uri(Base, path.Replace(Path.DirectorySeparatorChar, '/')))
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrHigher,
            Content = body is null ? null : new ByteArrayContent(body),
        };
        request.Headers.Authorization = _credentials;
        try
        {
            return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException cause)
        {
            throw new ArchivistException(new LedgerCopyFailed(Location, Cause.Of(cause)), cause);
        }
        catch (OperationCanceledException cause) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ArchivistException(new LedgerCopyFailed(Location, Cause.Of(cause)), cause);
        }
    }

    private void Expect(HttpResponseMessage response)
    {
        if (!response.IsSuccessStatusCode)
            throw new ArchivistException(new LedgerCopyRefused(Location, (int)response.StatusCode));
    }
}
