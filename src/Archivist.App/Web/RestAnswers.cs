using System.Globalization;
using Archivist.Replicas.Stores.Rest;
using Archivist.Repository.Stores;
using Microsoft.AspNetCore.Http;

namespace Archivist.App.Web;

/// <summary>What restic's REST protocol answers to a client that reads, versions 1 and 2 (restic docs, "REST Backend").</summary>
internal static class RestAnswers
{
    /// <summary>Answers with all objects of a kind, in the version of the protocol that the client asks for.</summary>
    internal static async Task ListAsync(IObjectSource store, ObjectKind kind, HttpContext context)
    {
        var entries = await store.ListSortedAsync(kind, context.RequestAborted);
        if (context.Request.Headers.Accept.ToString().Contains(RestProtocol.ListTypeV2, StringComparison.Ordinal))
        {
            await context.Response.WriteAsJsonAsync(
                entries.Select(entry => new RestListEntry(entry.Name.Id.ToString(), entry.Length)).ToList(),
                RestJson.Default.ListRestListEntry, RestProtocol.ListTypeV2, context.RequestAborted);
            return;
        }

        context.Response.ContentType = RestProtocol.ListTypeV1;
        await context.Response.WriteAsync(
            "[" + string.Join(",", entries.Select(entry => $"\"{entry.Name.Id}\"")) + "]", context.RequestAborted);
    }

    /// <summary>Answers with an object, or with the range of it that was asked for; 404 when it is not there.</summary>
    internal static async Task SendAsync(IObjectSource store, ObjectName name, bool isHead, HttpContext context)
    {
        if (await store.FindLengthAsync(name, context.RequestAborted) is not { } length)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.ContentType = "application/octet-stream";
        context.Response.Headers.AcceptRanges = "bytes";
        var (offset, count, isPart) = RangeOf(context, length);
        if (offset < 0)
        {
            context.Response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
            context.Response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes */{length}");
            return;
        }

        if (isPart)
        {
            context.Response.StatusCode = StatusCodes.Status206PartialContent;
            context.Response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {offset}-{offset + count - 1}/{length}");
        }

        context.Response.ContentLength = count;
        if (isHead)
            return;
        await using var content = await store.OpenAsync(name, new ByteRange(offset, count), context.RequestAborted);
        await content.CopyToAsync(context.Response.Body, 1 << 17, context.RequestAborted);
    }

    /// <summary>RFC 9110, 14.1.2: one range of bytes is honoured, anything else gets the whole object.</summary>
    private static (long Offset, long Count, bool IsPart) RangeOf(HttpContext context, long length)
    {
        var ranges = context.Request.GetTypedHeaders().Range?.Ranges;
        if (ranges is not { Count: 1 })
            return (0, length, false);
        var range = ranges.First();
        var start = range.From ?? Math.Max(0, length - (range.To ?? 0));
        var end = range.From is null ? length - 1 : Math.Min(range.To ?? length - 1, length - 1);
        return start >= length || end < start ? (-1, 0, true) : (start, end - start + 1, true);
    }
}
