using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using Amazon.S3.Model;
using Archivist.Replicas.Problems;
using Archivist.Replicas.Stores.Http;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;
using ByteRange = Archivist.Repository.Stores.ByteRange;

namespace Archivist.Replicas.Stores.S3;

/// <summary>
/// A repository in a bucket of S3, in the layout that restic writes there. The hash that Signature Version 4 demands of each upload is the object's name, so that the service itself refuses
/// bytes that do not match it. A request ends when it makes no progress, not after some duration; nothing is tried twice. Thread-safe; the connections are the caller's.
/// </summary>
/// <remarks>
/// A put looks first and then uploads: two that put one object at the same time both succeed, with the same bytes. Only the configuration, whose name says nothing of its content, is
/// put on condition that it is not there, where the service knows such conditions. A bucket is created when the configuration or a key is put and there is none.
/// </remarks>
public sealed partial class S3Store : IObjectStore
{
    private readonly S3Location _at;
    private readonly StoreAccess _access;
    private readonly HttpMessageHandler _connections;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _patience;
    private readonly SemaphoreSlim _connecting = new(1);
    private S3Client? _client;

    /// <summary>Works below <paramref name="url"/>.</summary>
    /// <param name="connections">See <see cref="HttpConnection.CreateHandler"/>.</param>
    /// <param name="url"><c>https://HOST[:PORT]/BUCKET[/PREFIX]</c>.</param>
    /// <param name="access">Keys, region and the like.</param>
    public S3Store(HttpMessageHandler connections, Uri url, StoreAccess access)
        : this(connections, url, access, TimeSpan.FromSeconds(30), TimeProvider.System)
    {
    }

    /// <summary>The same with another patience and clock.</summary>
    /// <param name="connections">See <see cref="HttpConnection.CreateHandler"/>.</param>
    /// <param name="url">The bucket.</param>
    /// <param name="access">Keys, region and the like.</param>
    /// <param name="patience">How long a transfer may make no progress.</param>
    /// <param name="clock">Measures that.</param>
    public S3Store(HttpMessageHandler connections, Uri url, StoreAccess access, TimeSpan patience, TimeProvider clock)
    {
        (_connections, _access, _patience, _clock) = (connections, access, patience, clock);
        _at = S3Location.TryRead(url) ?? throw new ArgumentException("The URL names no bucket.", nameof(url));
        Location = _at.ToString();
    }

    /// <inheritdoc/>
    public string Location { get; }

    /// <inheritdoc/>
    public StoreTraits Traits { get; } = new(MaxConcurrency: 5, IsReadOnly: false, IsLocal: false);

    /// <inheritdoc/>
    public async Task PutAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken)
    {
        if (await FindLengthAsync(name, cancellationToken) is not null)
            throw new ObjectExistsException(name);
        try
        {
            if (content.Length > LongestInOnePiece)
                await UploadInPartsAsync(name, content, cancellationToken);
            else
                await UploadInOnePieceAsync(name, content, cancellationToken);
        }
        catch (S3FaultException failure) when (failure.Status is (int)HttpStatusCode.PreconditionFailed or (int)HttpStatusCode.Conflict)
        {
            // Someone else put it meanwhile.
            throw await FindLengthAsync(name, cancellationToken) is not null ? new ObjectExistsException(name) : Fail(new Asked(ServerAction.Write, name), failure);
        }
        catch (S3FaultException failure)
        {
            throw Fail(new Asked(ServerAction.Write, name), failure);
        }
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken)
    {
        if (range.Length == 0)
            return await OpenNothingAsync(name, range, cancellationToken);
        var asked = new Asked(ServerAction.Read, name);
        var watch = new ProgressWatch(_patience, _clock, CancellationToken.None);
        var exchange = new S3Exchange(watch) { IsObjectWanted = true };
        try
        {
            await GetAsync(exchange, _at.KeyOf(name), range, cancellationToken);
            var answer = exchange.Answer!;
            Require(answer, name, range, asked);
            var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
            watch.Pause();
            return new ResponseStream(answer, body, watch, (isSilent, cause) => Broken(asked, isSilent, cause));
        }
        catch (S3FaultException failure)
        {
            watch.Dispose();
            return failure switch
            {
                { Status: (int)HttpStatusCode.NotFound } => throw new ObjectMissingException(name, Location),
                // A range that starts at the end and has no length is empty; not every service says in this answer where the end is.
                { Status: (int)HttpStatusCode.RequestedRangeNotSatisfiable } when range.Length is null => await OpenNothingAsync(name, range, cancellationToken),
                { Status: (int)HttpStatusCode.RequestedRangeNotSatisfiable } => throw new EndOfStreamException($"{name} in {Location} ends before byte {range.Offset}"),
                _ => throw Fail(asked, failure),
            };
        }
        catch
        {
            exchange.Answer?.Dispose();
            watch.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<long?> FindLengthAsync(ObjectName name, CancellationToken cancellationToken)
    {
        var asked = new Asked(ServerAction.LookUp, name);
        using var watch = Watch();
        try
        {
            return await HeadAsync(watch, _at.KeyOf(name), cancellationToken);
        }
        catch (S3FaultException failure) when (failure.Status is (int)HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (S3FaultException failure)
        {
            throw Fail(asked, await ExplainAsync(failure, name, cancellationToken));
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync(ObjectKind kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (kind is ObjectKind.Configuration)
        {
            if (await FindLengthAsync(ObjectName.Configuration, cancellationToken) is { } length)
                yield return new StoredObject(ObjectName.Configuration, length);
            yield break;
        }

        var asked = new Asked(ServerAction.List, RepositoryLayout.Folder(kind));
        string? next = null;
        var count = 0;
        do
        {
            var page = await ListPageAsync(_at.FolderOf(kind), next, asked, cancellationToken);
            foreach (var entry in page?.S3Objects ?? [])
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (++count > LongestListing.Of(kind))
                    throw Fail(asked, new S3FaultException(new ServerFault.ListingTooLong(LongestListing.Of(kind)), isTransient: false));
                if (entry.Size is not >= 0 || entry.Key is null)
                    throw Fail(asked, new S3FaultException(new ServerFault.ListingEntryInvalid(count), isTransient: false));
                // Foreign objects, and folders that a console made, have other names.
                if (Digest.TryParse(entry.Key.AsSpan(entry.Key.LastIndexOf('/') + 1), null, out var id) && entry.Key == _at.KeyOf(new ObjectName(kind, id)))
                    yield return new StoredObject(new ObjectName(kind, id), entry.Size.Value);
            }

            var following = page is { IsTruncated: true } ? page.NextContinuationToken : null;
            if (page is { IsTruncated: true } && (string.IsNullOrEmpty(following) || following == next))
                throw Fail(asked, new S3FaultException(new ServerFault.BucketListingInvalid(), isTransient: false));
            next = following;
        }
        while (next is not null);
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(ObjectName name, CancellationToken cancellationToken)
    {
        using var watch = Watch();
        try
        {
            var request = new DeleteObjectRequest { BucketName = _at.Bucket, Key = _at.KeyOf(name) };
            await CallAsync(new S3Exchange(watch), (client, stop) => client.DeleteObjectAsync(request, stop), cancellationToken);
        }
        catch (S3FaultException failure) when (failure.Status is (int)HttpStatusCode.NotFound)
        {
            // It is gone already, which is what was wanted.
        }
        catch (S3FaultException failure)
        {
            throw Fail(new Asked(ServerAction.Remove, name), failure);
        }
    }

    /// <summary>One page of a listing; null when there is no bucket yet.</summary>
    private async Task<ListObjectsV2Response?> ListPageAsync(string prefix, string? next, Asked asked, CancellationToken cancellationToken)
    {
        // A large bucket takes its time to find where the page starts.
        using var watch = new ProgressWatch(_patience * 2, _clock, CancellationToken.None);
        try
        {
            var request = new ListObjectsV2Request { BucketName = _at.Bucket, Prefix = prefix, ContinuationToken = next };
            var page = await CallAsync(new S3Exchange(watch), (client, stop) => client.ListObjectsV2Async(request, stop), cancellationToken);
            // The SDK finds no objects in any document that is none, such as a page for people.
            return page.Name == _at.Bucket ? page : throw new S3FaultException(new ServerFault.BucketListingInvalid(), isTransient: false);
        }
        catch (S3FaultException failure) when (failure.Fault is ServerFault.BucketMissing)
        {
            return null;
        }
        catch (S3FaultException failure)
        {
            throw Fail(asked, failure);
        }
    }

    /// <summary>The length of what is under a key.</summary>
    private async Task<long> HeadAsync(ProgressWatch watch, string key, CancellationToken cancellationToken)
    {
        var request = new GetObjectMetadataRequest { BucketName = _at.Bucket, Key = key };
        var answer = await CallAsync(new S3Exchange(watch), (client, stop) => client.GetObjectMetadataAsync(request, stop), cancellationToken);
        return answer.Headers.ContentLength is >= 0 and var length ? length : throw new S3FaultException(new ServerFault.LengthMissing(), isTransient: false);
    }

    private Task GetAsync(S3Exchange exchange, string key, ByteRange range, CancellationToken cancellationToken)
    {
        var request = new GetObjectRequest { BucketName = _at.Bucket, Key = key };
        if (range != ByteRange.All)
            request.ByteRange = new Amazon.S3.Model.ByteRange(new RangeHeaderValue(range.Offset, range.Length is { } length ? range.Offset + length - 1 : null).ToString());
        return CallAsync(exchange, (client, stop) => client.GetObjectAsync(request, stop), cancellationToken);
    }

    /// <summary>Refuses an answer that is not the part that was asked for.</summary>
    private void Require(HttpResponseMessage answer, ObjectName name, ByteRange range, Asked asked)
    {
        var headers = answer.Content.Headers;
        RequireNoPage(answer, asked);
        if (range == ByteRange.All)
            return;
        if (answer.StatusCode is not HttpStatusCode.PartialContent || headers.ContentRange?.From != range.Offset)
            throw Fail(asked, new S3FaultException(new ServerFault.RangesIgnored(), isTransient: false));
        if (range.Length is { } wanted && headers.ContentLength < wanted)
            throw new EndOfStreamException($"{name} in {Location} ends before byte {range.Offset + wanted}");
    }

    /// <summary>Refuses a page for people, as a network that wants a sign-in first gives for everything.</summary>
    private void RequireNoPage(HttpResponseMessage answer, Asked asked)
    {
        if (answer.Content.Headers.ContentType?.MediaType is "text/html" or "application/xml" or "text/xml")
            throw Fail(asked, new S3FaultException(new ServerFault.WebPage(), isTransient: false));
    }

    /// <summary>A range of no bytes, which HTTP cannot ask for.</summary>
    private async Task<Stream> OpenNothingAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken)
    {
        range.CountIn(await FindLengthAsync(name, cancellationToken) ?? throw new ObjectMissingException(name, Location), name, Location);
        return Stream.Null;
    }
}
