using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace Archivist.TestKit;

/// <content>What the owner of a bucket sets, and what the service states of an object.</content>
public sealed partial class S3Impostor
{
    /// <summary><c>Enabled</c>, <c>Suspended</c>, or null when it was never switched on.</summary>
    public string? Versioning { get; set; }

    /// <summary>The default retention of an object lock, such as <c>COMPLIANCE</c> and 30 days; null for no object lock. Days of 0 mean a lock without a default.</summary>
    public (string Mode, int Days)? ObjectLock { get; set; }

    /// <summary>The rules of a lifecycle as XML, without a namespace; null for none.</summary>
    public string? Lifecycle { get; set; }

    /// <summary>The keys may not see how the bucket is set.</summary>
    public bool HidesSettings { get; set; }

    /// <summary>It knows of no settings at all.</summary>
    public bool LacksSettings { get; set; }

    /// <summary>What it does with checksums of whole objects.</summary>
    public DigestSupport Digests { get; set; }

    /// <summary>States a wrong checksum for this <c>BUCKET/KEY</c>.</summary>
    public void Misstate(string key) => _digests[key] = Convert.ToBase64String(SHA256.HashData("something else"u8));

    /// <summary>Moves an object to a storage class, as a lifecycle rule would.</summary>
    public void Move(string key, string storageClass) => _classes[key] = storageClass;

    /// <summary>Takes an object away, as a lifecycle rule would.</summary>
    public void Expire(string key) => _objects.TryRemove(key, out _);

    private string ClassOf(string key) => _classes.GetValueOrDefault(key, "STANDARD");

    private bool IsReadable(string key) => ClassOf(key) is not ("GLACIER" or "DEEP_ARCHIVE");

    private async Task<bool> AnswerForSettingsAsync(HttpContext context)
    {
        var question = new[] { "versioning", "object-lock", "lifecycle" }.FirstOrDefault(context.Request.Query.ContainsKey);
        switch (question)
        {
            case null:
                return false;
            case var _ when LacksSettings:
                await RefuseAsync(context, 501, "NotImplemented");
                break;
            case var _ when HidesSettings:
                await RefuseAsync(context, 403, "AccessDenied");
                break;
            case "versioning":
                await SayAsync(context, new XElement(Names + "VersioningConfiguration", Versioning is null ? null : new XElement(Names + "Status", Versioning)));
                break;
            case "object-lock" when ObjectLock is (var mode, var days):
                await SayAsync(context, new XElement(
                    Names + "ObjectLockConfiguration",
                    new XElement(Names + "ObjectLockEnabled", "Enabled"),
                    days == 0 ? null : new XElement(Names + "Rule", new XElement(Names + "DefaultRetention", new XElement(Names + "Mode", mode), new XElement(Names + "Days", days)))));
                break;
            case "object-lock":
                await RefuseAsync(context, 404, "ObjectLockConfigurationNotFoundError");
                break;
            case "lifecycle" when Lifecycle is { } rules:
                context.Response.ContentType = "application/xml";
                await context.Response.WriteAsync($"<LifecycleConfiguration xmlns=\"{Names}\">{rules}</LifecycleConfiguration>");
                break;
            default:
                await RefuseAsync(context, 404, "NoSuchLifecycleConfiguration");
                break;
        }

        return true;
    }

    private string? FindDigestFault(HttpRequest request, byte[] body)
    {
        if (request.Headers["x-amz-checksum-sha256"].FirstOrDefault() is not { } announced || Digests is DigestSupport.PassedOver)
            return null;
        return Digests is DigestSupport.Refused ? "InvalidArgument" : announced == Convert.ToBase64String(SHA256.HashData(body)) ? null : "BadDigest";
    }

    /// <summary>The headers beside the object; true for the sake of the caller.</summary>
    private bool SayWhatIsKnown(HttpContext context, string key)
    {
        if (ClassOf(key) is var named and not "STANDARD")
            context.Response.Headers["x-amz-storage-class"] = named;
        if (context.Request.Headers["x-amz-checksum-mode"] == "ENABLED" && _digests.TryGetValue(key, out var digest))
        {
            context.Response.Headers["x-amz-checksum-sha256"] = digest;
            context.Response.Headers["x-amz-checksum-type"] = "FULL_OBJECT";
        }

        return true;
    }
}
