using System.Net;
using Archivist.Replicas.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Stores.Rest;

/// <content>Answers to requests for parts of objects (RFC 9110 14 and 15.3.7).</content>
public sealed partial class RestStore
{
    /// <summary>
    /// Whether an answer may mean that the range begins at or behind the end of the object: 416 as the standard has it; 404 of <c>rclone serve restic</c> in
    /// front of S3 and Azure, and its 206 without content elsewhere.
    /// </summary>
    private static bool IsPastEnd(HttpResponseMessage response, ByteRange range) => response.StatusCode switch
    {
        HttpStatusCode.RequestedRangeNotSatisfiable => true,
        HttpStatusCode.NotFound => range != ByteRange.All,
        HttpStatusCode.PartialContent => response.Content.Headers is { ContentLength: 0, ContentRange: null },
        _ => false,
    };

    /// <summary>Refuses an answer that has other bytes than were requested.</summary>
    /// <exception cref="EndOfStreamException">The object ends before the range does.</exception>
    private void RequireRange(HttpResponseMessage response, ObjectName name, ByteRange range, Asked asked)
    {
        if (response.StatusCode is not HttpStatusCode.PartialContent)
            throw Fail(asked, new ServerFault.RangesIgnored());
        if (response.Content.Headers.ContentRange is not { Unit: "bytes", From: { } from, To: { } to } given || from != range.Offset)
            throw Fail(asked, new ServerFault.RangeWrong());
        var last = range.Length is { } wanted ? range.Offset + wanted - 1 : given.Length - 1 ?? to;
        // A last byte beyond what a number can say is behind every end.
        if (range.Length is not null && (to < last || last < range.Offset))
            throw new EndOfStreamException($"{name} in {Location} ends at byte {to}");
        if (to != last || (response.Content.Headers.ContentLength is { } length && length != to - from + 1))
            throw Fail(asked, new ServerFault.RangeWrong());
    }
}
