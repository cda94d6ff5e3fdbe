using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Archivist.Repository;

namespace Archivist.Replicas.Stores.Rest;

/// <summary>
/// A repository behind restic's REST protocol, version 2, with version 1 listings understood: our own <c>serve</c>, rest-server, or
/// <c>rclone serve restic</c>. Thread-safe; the HTTP client is the caller's.
/// </summary>
public sealed class RestStore : IObjectStore
{
    private readonly HttpClient _http;
    private readonly Uri _base;

    /// <summary>Works below <paramref name="url"/>; user and password in it are sent as basic authentication and never shown.</summary>
    public RestStore(HttpClient http, Uri url)
    {
        _http = http;
        Credentials = url.UserInfo.Length == 0 ? null : new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(url.UserInfo))));
        var bare = new UriBuilder(url) { UserName = "", Password = "" }.Uri;
        _base = bare.AbsolutePath.EndsWith('/') ? bare : new Uri(bare.AbsoluteUri + "/");
    }

    /// <inheritdoc/>
    public string Location => "rest:" + _base;

    /// <inheritdoc/>
    public StoreTraits Traits { get; } = new(MaxConcurrency: 5, IsReadOnly: false, IsLocal: false);

    private AuthenticationHeaderValue? Credentials { get; }

    /// <inheritdoc/>
    public async Task PutAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken)
    {
        if (await FindLengthAsync(name, cancellationToken) is not null)
            throw new ObjectExistsException(name);
        if (name.Kind is ObjectKind.Configuration)
            await CreateAsync(cancellationToken);
        await using var stream = content.OpenFromStart();
        using var request = Request(HttpMethod.Post, RestProtocol.PathOf(name));
        request.Content = new StreamContent(stream, 1 << 20);
        request.Content.Headers.ContentLength = content.Length;
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var response = await SendAsync(request, cancellationToken);
        Expect(response, name);
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, RestProtocol.PathOf(name));
        var isPart = range != ByteRange.All;
        if (isPart)
            request.Headers.Range = new RangeHeaderValue(range.Offset, range.Length is { } length ? range.Offset + length - 1 : null);
        var response = await SendAsync(request, cancellationToken);
        try
        {
            if (response.StatusCode is HttpStatusCode.NotFound)
                throw new ObjectMissingException(name, Location);
            if (response.StatusCode is HttpStatusCode.RequestedRangeNotSatisfiable)
                throw new EndOfStreamException($"{name} in {Location} ends before byte {range.Offset}");
            Expect(response, name);
            if (isPart && response.StatusCode is not HttpStatusCode.PartialContent)
                throw Unreachable($"{name}: the server ignores ranges", null);
            return new ResponseStream(response, await response.Content.ReadAsStreamAsync(cancellationToken), Location);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<long?> FindLengthAsync(ObjectName name, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Head, RestProtocol.PathOf(name));
        using var response = await SendAsync(request, cancellationToken);
        if (response.StatusCode is HttpStatusCode.NotFound)
            return null;
        Expect(response, name);
        return response.Content.Headers.ContentLength ?? throw Unreachable($"{name}: the server does not say how long it is", null);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync(
        ObjectKind kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (kind is ObjectKind.Configuration)
        {
            if (await FindLengthAsync(ObjectName.Configuration, cancellationToken) is { } length)
                yield return new StoredObject(ObjectName.Configuration, length);
            yield break;
        }

        using var request = Request(HttpMethod.Get, RepositoryLayout.Folder(kind) + "/");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(RestProtocol.ListTypeV2));
        using var response = await SendAsync(request, cancellationToken);
        if (response.StatusCode is HttpStatusCode.NotFound)
            yield break;
        Expect(response, new ObjectName(kind, default));
        if (response.Content.Headers.ContentType?.MediaType != RestProtocol.ListTypeV2)
        {
            foreach (var id in await ReadAsync<List<string>>(response, RestListV1.Default.ListString, kind, cancellationToken))
            {
                if (Digest.TryParse(id, null, out var digest)
                    && await FindLengthAsync(new ObjectName(kind, digest), cancellationToken) is { } length)
                    yield return new StoredObject(new ObjectName(kind, digest), length);
            }

            yield break;
        }

        foreach (var entry in await ReadAsync(response, RestJson.Default.ListRestListEntry, kind, cancellationToken))
        {
            if (Digest.TryParse(entry.Name, null, out var digest) && entry.Size >= 0)
                yield return new StoredObject(new ObjectName(kind, digest), entry.Size);
        }
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(ObjectName name, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Delete, RestProtocol.PathOf(name));
        using var response = await SendAsync(request, cancellationToken);
        if (response.StatusCode is not HttpStatusCode.NotFound)
            Expect(response, name);
    }

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Post, "?create=true");
        using var response = await SendAsync(request, cancellationToken);
        Expect(response, ObjectName.Configuration);
    }

    private async Task<T> ReadAsync<T>(
        HttpResponseMessage response, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, ObjectKind kind,
        CancellationToken cancellationToken)
    {
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            return await JsonSerializer.DeserializeAsync(body, type, cancellationToken)
                ?? throw Unreachable($"the listing of {RepositoryLayout.Folder(kind)} is empty", null);
        }
        catch (Exception cause) when (cause is JsonException or IOException or HttpRequestException)
        {
            throw Unreachable($"the listing of {RepositoryLayout.Folder(kind)} cannot be read: {cause.Message}", cause);
        }
    }

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, new Uri(_base, path));
        request.Headers.Authorization = Credentials;
        return request;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException cause)
        {
            throw Unreachable(cause.Message, cause);
        }
        catch (TaskCanceledException cause) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unreachable("it did not answer in time", cause);
        }
    }

    private void Expect(HttpResponseMessage response, ObjectName name)
    {
        if (!response.IsSuccessStatusCode)
            throw response.StatusCode switch
            {
                HttpStatusCode.InsufficientStorage => new ArchivistException(
                    Failure.NoSpace, $"{Location}: no space is left for {name}") { Hint = "Free some space there and try again." },
                // What is behind it shows a reader that it may not write, and need not.
                HttpStatusCode.Forbidden or HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented => Unreachable(
                    $"{name}: it answered {(int)response.StatusCode} {response.ReasonPhrase}", new UnauthorizedAccessException(response.ReasonPhrase)),
                _ => Unreachable($"{name}: it answered {(int)response.StatusCode} {response.ReasonPhrase}", null),
            };
    }

    private ArchivistException Unreachable(string cause, Exception? inner) =>
        new(Failure.TooFewReplicas, $"{Location}: {cause}", inner)
        {
            Hint = "Check the address, the network and whether the server runs; other copies are used meanwhile.",
        };
}
