using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Archivist.Replicas.Problems;
using Archivist.Replicas.Stores.Http;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Stores.Rest;

public sealed partial class RestStore
{
    /// <summary>The entries of a listing as they arrive, each checked; never the whole listing in memory.</summary>
    private async IAsyncEnumerable<(string Name, long? Size)> ReadListAsync(
        ObjectKind kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var asked = new Asked(ServerAction.List, RepositoryLayout.Folder(kind));
        using var watch = new ProgressWatch(_patience, _clock, CancellationToken.None);
        using var request = Request(HttpMethod.Get, RepositoryLayout.Folder(kind) + "/");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(RestProtocol.ListTypeV2));
        using var response = await SendAsync(request, watch, asked, cancellationToken);
        if (response.StatusCode is HttpStatusCode.NotFound)
            yield break;
        Expect(response, asked);
        watch.Pause();
        await using var body = new ResponseStream(
            response, await response.Content.ReadAsStreamAsync(cancellationToken), watch, (isSilent, cause) => Broken(asked, isSilent, cause));
        var isVersion2 = response.Content.Headers.ContentType?.MediaType == RestProtocol.ListTypeV2;
        await using var entries = isVersion2
            ? JsonSerializer.DeserializeAsyncEnumerable(body, RestJson.Default.RestListEntry, cancellationToken)
                .Select(entry => entry is null ? default : (entry.Name, (long?)entry.Size)).GetAsyncEnumerator(cancellationToken)
            : JsonSerializer.DeserializeAsyncEnumerable(body, RestListV1.Default.String, cancellationToken)
                .Select(name => (Name: name!, (long?)null)).GetAsyncEnumerator(cancellationToken);
        for (var count = 1; await NextAsync(entries, asked); count++)
        {
            if (count > LongestListing.Of(kind))
                throw Fail(asked, new ServerFault.ListingTooLong(LongestListing.Of(kind)));
            var (name, size) = entries.Current;
            Require(name, size, isVersion2, count, asked);
            yield return (name, size);
        }
    }

    private async ValueTask<bool> NextAsync<T>(IAsyncEnumerator<T> entries, Asked asked)
    {
        try
        {
            return await entries.MoveNextAsync();
        }
        catch (JsonException cause)
        {
            throw Fail(asked, new ServerFault.ListingInvalid(), cause: cause);
        }
    }

    /// <summary>Foreign files are passed over; what no directory can hold shows that the server lies.</summary>
    private void Require(string? name, long? size, bool isVersion2, int number, Asked asked)
    {
        const int LongestName = 255;
        if (name is null or "" or "." or ".." || name.Length > LongestName || name.AsSpan().IndexOfAny('/', '\\') >= 0 || (isVersion2 && size is null or < 0))
            throw Fail(asked, new ServerFault.ListingEntryInvalid(number));
    }
}
