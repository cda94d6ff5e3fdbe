using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Archivist.Replicas.Problems;
using Archivist.Replicas.Stores.Http;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Stores.Rest;

/// <content>
/// Files beside the objects, for a server that takes any path below the repository, as <c>rclone serve restic</c> does. The protocol itself has no such paths, so this is not a capability
/// of each server.
/// </content>
public sealed partial class RestStore
{
    /// <summary>A directory of partial tiles has at most 255 entries.</summary>
    private const int LongestSideListing = 256 << 10;

    internal async Task<byte[]?> ReadFileAsync(string path, int limit, CancellationToken cancellationToken)
    {
        var asked = new Asked(ServerAction.Read, path);
        using var watch = new ProgressWatch(_patience, _clock, CancellationToken.None);
        using var request = Request(HttpMethod.Get, path);
        using var response = await SendAsync(request, watch, asked, cancellationToken);
        if (response.StatusCode is HttpStatusCode.NotFound)
            return null;
        Expect(response, asked);
        if (response.Content.Headers.ContentType?.MediaType is "text/html")
            throw Fail(asked, new ServerFault.WebPage());
        await using var body = await BodyOfAsync(response, watch, asked, cancellationToken);
        return await body.ReadAtMostAsync(path, limit, cancellationToken);
    }

    internal async Task<long?> FindFileLengthAsync(string path, CancellationToken cancellationToken)
    {
        var asked = new Asked(ServerAction.LookUp, path);
        using var watch = new ProgressWatch(_patience, _clock, CancellationToken.None);
        using var request = Request(HttpMethod.Head, path);
        using var response = await SendAsync(request, watch, asked, cancellationToken);
        if (response.StatusCode is HttpStatusCode.NotFound)
            return null;
        Expect(response, asked);
        return response.Content.Headers.ContentLength ?? throw Fail(asked, new ServerFault.LengthMissing());
    }

    internal async Task WriteFileAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var asked = new Asked(ServerAction.Write, path);
        using var watch = new ProgressWatch(_patience * 2, _clock, CancellationToken.None);
        using var request = Request(HttpMethod.Post, path);
        var body = new WatchedContent(new BytesContent(content), watch);
        request.Content = body;
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using (var response = await SendAsync(request, watch, asked, cancellationToken, body))
            Expect(response, asked);
        var length = await FindFileLengthAsync(path, cancellationToken);
        if (length != content.Length)
            throw Fail(asked, new ServerFault.LengthWrong(length, content.Length), isTransient: true);
    }

    internal async Task RemoveFilesAsync(string directory, CancellationToken cancellationToken)
    {
        foreach (var entry in await ListFilesAsync(directory, cancellationToken))
        {
            var asked = new Asked(ServerAction.Remove, $"{directory}/{entry.Name}");
            using var watch = new ProgressWatch(_patience, _clock, CancellationToken.None);
            using var request = Request(HttpMethod.Delete, $"{directory}/{Uri.EscapeDataString(entry.Name)}");
            using var response = await SendAsync(request, watch, asked, cancellationToken);
            if (response.StatusCode is not HttpStatusCode.NotFound)
                Expect(response, asked);
        }
    }

    private async Task<List<RestListEntry>> ListFilesAsync(string directory, CancellationToken cancellationToken)
    {
        var asked = new Asked(ServerAction.List, directory);
        using var watch = new ProgressWatch(_patience, _clock, CancellationToken.None);
        using var request = Request(HttpMethod.Get, directory + "/");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(RestProtocol.ListTypeV2));
        using var response = await SendAsync(request, watch, asked, cancellationToken);
        if (response.StatusCode is HttpStatusCode.NotFound)
            return [];
        Expect(response, asked);
        await using var body = await BodyOfAsync(response, watch, asked, cancellationToken);
        try
        {
            var entries = JsonSerializer.Deserialize(await body.ReadAtMostAsync(directory, LongestSideListing, cancellationToken), RestJson.Default.ListRestListEntry) ?? [];
            for (var i = 0; i < entries.Count; i++)
                Require(entries[i]?.Name, entries[i]?.Size, isVersion2: true, i + 1, asked);
            return entries;
        }
        catch (Exception cause) when (cause is JsonException or InvalidDataException)
        {
            throw Fail(asked, new ServerFault.ListingInvalid(), cause: cause);
        }
    }

    /// <summary>The content of an answer, which breaks when it makes no progress.</summary>
    private async Task<ResponseStream> BodyOfAsync(HttpResponseMessage response, ProgressWatch watch, Asked asked, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        watch.Pause();
        return new ResponseStream(response, body, watch, (isSilent, cause) => Broken(asked, isSilent, cause));
    }
}
