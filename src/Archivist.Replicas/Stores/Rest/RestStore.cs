using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using Archivist.Replicas.Problems;
using Archivist.Replicas.Stores.Http;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Stores.Rest;

/// <summary>
/// A repository behind restic's REST protocol, version 2, with version 1 listings understood: our own <c>serve</c>, rest-server, or
/// <c>rclone serve restic</c>. A request ends when it makes no progress, not after some duration; nothing is tried twice. Thread-safe; the HTTP client,
/// which must not follow redirects, is the caller's.
/// </summary>
public sealed partial class RestStore : IObjectStore
{
    private readonly HttpClient _http;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _patience;
    private readonly Uri _base;
    private readonly StoreAccess _access = StoreAccess.None;
    private readonly SemaphoreSlim _signingIn = new(1);
    private AuthenticationHeaderValue? _credentials;

    /// <summary>Works below <paramref name="url"/>; user and password in it are sent as basic authentication and never shown.</summary>
    public RestStore(HttpClient http, Uri url)
        : this(http, url, TimeSpan.FromSeconds(30), TimeProvider.System)
    {
    }

    /// <summary>The same as the user of <paramref name="access"/>, if it has one and the URL none.</summary>
    public RestStore(HttpClient http, Uri url, StoreAccess access)
        : this(http, url) => _access = access;

    /// <summary>The same with another patience and clock.</summary>
    /// <param name="http">See <see cref="HttpConnection.Create"/>.</param>
    /// <param name="url">The repository.</param>
    /// <param name="patience">How long a transfer may make no progress.</param>
    /// <param name="clock">Measures that.</param>
    public RestStore(HttpClient http, Uri url, TimeSpan patience, TimeProvider clock)
    {
        (_http, _patience, _clock) = (http, patience, clock);
        if (url.UserInfo.Length > 0)
            _credentials = Basic(Uri.UnescapeDataString(url.UserInfo));
        var bare = new UriBuilder(url) { UserName = "", Password = "" }.Uri;
        _base = bare.AbsolutePath.EndsWith('/') ? bare : new Uri(bare.AbsoluteUri + "/");
    }

    /// <inheritdoc/>
    public string Location => ShownAs ?? "rest:" + _base;

    /// <inheritdoc/>
    public StoreTraits Traits { get; } = new(MaxConcurrency: 5, IsReadOnly: false, IsLocal: false);

    /// <summary>The location of a server that stands for another place; null for one that stands for itself.</summary>
    internal string? ShownAs { get; init; }

    /// <inheritdoc/>
    public async Task PutAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken)
    {
        if (await FindLengthAsync(name, cancellationToken) is not null)
            throw new ObjectExistsException(name);
        if (name.Kind is ObjectKind.Configuration)
            await CreateAsync(cancellationToken);
        // A server that stores what it was sent before it answers may take its time.
        using var watch = new ProgressWatch(_patience * 2, _clock, cancellationToken);
        using var request = Request(HttpMethod.Post, RestProtocol.PathOf(name));
        var body = new WatchedContent(content, watch);
        request.Content = body;
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var response = await SendAsync(request, watch, new Asked(ServerAction.Write, name), cancellationToken, body);
        // Someone else put it meanwhile: rest-server answers 403 then, others 409 or 412.
        if (response.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed
            && await FindLengthAsync(name, cancellationToken) is not null)
            throw new ObjectExistsException(name);
        Expect(response, new Asked(ServerAction.Write, name));
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken)
    {
        var asked = new Asked(ServerAction.Read, name);
        if (range.Length == 0)
            return await OpenNothingAsync(name, range, cancellationToken);
        var watch = new ProgressWatch(_patience, _clock, CancellationToken.None);
        HttpResponseMessage? response = null;
        try
        {
            using var request = Request(HttpMethod.Get, RestProtocol.PathOf(name));
            var isPart = range != ByteRange.All;
            if (isPart)
                request.Headers.Range = new RangeHeaderValue(range.Offset, range.Length is { } length ? range.Offset + length - 1 : null);
            response = await SendAsync(request, watch, asked, cancellationToken);
            if (IsPastEnd(response, range))
            {
                // Servers do not agree on the answer to a range past the end: the length decides.
                await OpenNothingAsync(name, range, cancellationToken);
                response.Dispose();
                watch.Dispose();
                return Stream.Null;
            }

            if (response.StatusCode is HttpStatusCode.NotFound)
                throw new ObjectMissingException(name, Location);
            Expect(response, asked);
            if (isPart)
                RequireRange(response, name, range, asked);
            if (response.Content.Headers.ContentType?.MediaType is "text/html")
                throw Fail(asked, new ServerFault.WebPage());
            var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            watch.Pause();
            return new ResponseStream(response, body, watch, (isSilent, cause) => Broken(asked, isSilent, cause));
        }
        catch
        {
            response?.Dispose();
            watch.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<long?> FindLengthAsync(ObjectName name, CancellationToken cancellationToken)
    {
        var asked = new Asked(ServerAction.LookUp, name);
        using var watch = new ProgressWatch(_patience, _clock, cancellationToken);
        using var request = Request(HttpMethod.Head, RestProtocol.PathOf(name));
        using var response = await SendAsync(request, watch, asked, cancellationToken);
        if (response.StatusCode is HttpStatusCode.NotFound)
            return null;
        Expect(response, asked);
        return response.Content.Headers.ContentLength ?? throw Fail(asked, new ServerFault.LengthMissing());
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

        await foreach (var entry in ReadListAsync(kind, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!Digest.TryParse(entry.Name, null, out var digest))
                continue;
            var name = new ObjectName(kind, digest);
            // Version 1 names only.
            if ((entry.Size ?? await FindLengthAsync(name, cancellationToken)) is { } length)
                yield return new StoredObject(name, length);
        }
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(ObjectName name, CancellationToken cancellationToken)
    {
        using var watch = new ProgressWatch(_patience, _clock, cancellationToken);
        using var request = Request(HttpMethod.Delete, RestProtocol.PathOf(name));
        using var response = await SendAsync(request, watch, new Asked(ServerAction.Remove, name), cancellationToken);
        if (response.StatusCode is not HttpStatusCode.NotFound)
            Expect(response, new Asked(ServerAction.Remove, name));
    }

    /// <summary>A range of no bytes, which HTTP cannot ask for.</summary>
    private async Task<Stream> OpenNothingAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken)
    {
        var count = range.CountIn(await FindLengthAsync(name, cancellationToken) ?? throw new ObjectMissingException(name, Location), name, Location);
        return count == 0 ? Stream.Null : throw Fail(new Asked(ServerAction.Read, name), new ServerFault.RangeWrong());
    }

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        using var watch = new ProgressWatch(_patience, _clock, cancellationToken);
        using var request = Request(HttpMethod.Post, "?create=true");
        using var response = await SendAsync(request, watch, new Asked(ServerAction.Create, ""), cancellationToken);
        Expect(response, new Asked(ServerAction.Create, ""));
    }
}
