using System.Xml;
using Archivist.Replicas.Problems;
using Archivist.Replicas.Stores.Http;

namespace Archivist.Replicas.Stores.S3;

/// <summary>What the error answers of S3 mean (Amazon S3 API Reference, "Error responses").</summary>
internal static class S3Faults
{
    /// <summary>Describes an answer that is not success.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="body">The beginning of its body.</param>
    internal static S3FaultException Describe(HttpResponseMessage response, ReadOnlySpan<byte> body)
    {
        var status = (int)response.StatusCode;
        var code = FindCode(body);
        return new S3FaultException(FaultOf(response, status, code), IsTransient(status, code))
        {
            Status = status,
            Code = code,
            RetryAfter = response.Headers.RetryAfter?.Delta,
            ObjectLength = response.Content.Headers.ContentRange?.Length,
        };
    }

    /// <summary>Whether the service has no room for more.</summary>
    internal static bool IsFull(S3FaultException failure) => failure.Status is 507 || failure.Code is "QuotaExceeded" or "XMinioStorageFull" or "InsufficientStorage";

    private static ServerFault FaultOf(HttpResponseMessage response, int status, string code) => (status, code) switch
    {
        (_, "NoSuchBucket") => new ServerFault.BucketMissing(),
        (_, "RequestTimeTooSkewed") => new ServerFault.ClockSkewed(),
        (_, "InvalidAccessKeyId" or "SignatureDoesNotMatch") => new ServerFault.KeysRejected(code),
        (_, "AccessDenied" or "AllAccessDisabled") => new ServerFault.AccessDenied(),
        (_, "InvalidObjectState") => new ServerFault.Archived(),
        (_, "XAmzContentSHA256Mismatch" or "BadDigest") => new ServerFault.ContentMismatch(),
        (>= 300 and < 400, _) => new ServerFault.Redirected(status, HostOf(response)),
        (401, _) => new ServerFault.Unauthorized(),
        (403, "") => new ServerFault.AccessDenied(),
        (_, "") => new ServerFault.Status(status),
        _ => new ServerFault.Rejected(status, code),
    };

    private static bool IsTransient(int status, string code) => HttpFailure.IsTransient(status)
        ? status is not (501 or 507)
        : code is "RequestTimeout" or "SlowDown" or "Throttling" or "ThrottlingException" or "OperationAborted";

    private static string? HostOf(HttpResponseMessage response) => response.Headers.Location is { IsAbsoluteUri: true } location ? location.IdnHost : null;

    /// <summary>The code of an error in XML; empty for anything else, also for a code that could not be shown.</summary>
    private static string FindCode(ReadOnlySpan<byte> body)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(body.ToArray()), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            if (reader.MoveToContent() is not XmlNodeType.Element || reader.LocalName is not "Error" || !reader.ReadToDescendant("Code"))
                return "";
            var code = reader.ReadElementContentAsString();
            return code.Length <= 60 && code.All(char.IsAsciiLetterOrDigit) ? code : "";
        }
        catch (XmlException)
        {
            return "";
        }
    }
}
