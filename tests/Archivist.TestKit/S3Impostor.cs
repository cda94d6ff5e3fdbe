using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Archivist.Replicas.Stores.Http;

namespace Archivist.TestKit;

/// <summary>
/// A service that speaks S3 over objects in memory: verifies each signature and the hash of each payload, lists version 2 in pages, serves ranges, takes uploads in parts, and
/// deceives when it is told to. For tests only.
/// </summary>
public sealed partial class S3Impostor : IAsyncDisposable
{
    /// <summary>The access key that it knows.</summary>
    public const string AccessKey = "IMPOSTORKEY";

    /// <summary>The secret key that belongs to it.</summary>
    public const string SecretKey = "impostor/secret+key";

    private static readonly XNamespace Names = "http://s3.amazonaws.com/doc/2006-03-01/";

    private readonly WebApplication _web;
    private readonly ConcurrentDictionary<string, List<byte[]>> _objects = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SortedDictionary<int, byte[]>> _uploads = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _classes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _digests = new(StringComparer.Ordinal);
    private int _requests;

    private S3Impostor(WebApplication web) => _web = web;

    /// <summary>How it deceives from now on.</summary>
    public S3Lie Lie { get; set; }

    /// <summary>How many more requests are met with the lie; then the truth is told.</summary>
    public int LiesLeft { get; set; } = int.MaxValue;

    /// <summary>Keys to a page of a listing.</summary>
    public int PageSize { get; init; } = 1000;

    /// <summary>Whether <c>If-None-Match</c> is obeyed; otherwise it is answered with 501, or passed over.</summary>
    public ConditionSupport Conditions { get; set; }

    /// <summary>The buckets that there are.</summary>
    public ConcurrentDictionary<string, bool> Buckets { get; } = new(StringComparer.Ordinal);

    /// <summary>The keys of all objects, each with the newest content, as <c>BUCKET/KEY</c>.</summary>
    public IReadOnlyDictionary<string, byte[]> Objects => _objects.ToDictionary(entry => entry.Key, entry => entry.Value[^1]);

    /// <summary>The storage class that was asked for, by <c>BUCKET/KEY</c>.</summary>
    public IReadOnlyDictionary<string, string> Classes => _classes;

    /// <summary>Uploads in parts that were begun and neither completed nor aborted.</summary>
    public int UnfinishedUploads => _uploads.Count;

    /// <summary>The number of requests so far.</summary>
    public int Requests => _requests;

    /// <summary>Method and target of each request.</summary>
    public ConcurrentQueue<string> Log { get; } = [];

    /// <summary>The region that signatures must be for; null for any.</summary>
    public string? Region { get; set; }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Access with its keys.</summary>
    public static StoreAccess Access { get; } = new() { Credentials = _ => Task.FromResult<StoreCredentials?>(new StoreCredentials(AccessKey, SecretKey)) };

    /// <summary>Starts one on a free port of this machine.</summary>
    /// <param name="pageSize">Keys to a page of a listing.</param>
    /// <param name="certificate">Speaks TLS with it; null for plain HTTP.</param>
    public static async Task<S3Impostor> StartAsync(int pageSize = 1000, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.Limits.MaxRequestBodySize = null;
            server.Listen(IPAddress.Loopback, 0, endpoint =>
            {
                endpoint.Protocols = HttpProtocols.Http1;
                if (certificate is not null)
                    endpoint.UseHttps(certificate);
            });
        });
        var web = builder.Build();
        var impostor = new S3Impostor(web) { PageSize = pageSize };
        web.Run(impostor.AnswerAsync);
        await web.StartAsync();
        impostor.Address = new Uri(web.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return impostor;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _web.DisposeAsync();

    /// <summary>The address of a bucket, and of what lies below a prefix in it.</summary>
    public Uri Bucket(string bucket, string prefix = "") => new(Address, $"{bucket}/{prefix}");

    private async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref _requests);
        var request = context.Request;
        Log.Enqueue($"{request.Method} {request.Host}{request.Path}{request.QueryString}");
        using var read = new MemoryStream();
        try
        {
            await request.Body.CopyToAsync(read, context.RequestAborted);
        }
        catch (Exception cause) when (cause is IOException or OperationCanceledException)
        {
            // A body that is cut stores nothing.
            return;
        }

        var body = read.ToArray();
        if (FindFault(request, body) is var (status, code) && status != 0)
        {
            await RefuseAsync(context, status, code);
            return;
        }

        if (await DeceiveAsync(context))
            return;
        var (bucket, key) = Target(request);
        if (key.Length == 0)
            await AnswerForBucketAsync(context, bucket);
        else if (!Buckets.ContainsKey(bucket))
            await RefuseAsync(context, 404, "NoSuchBucket");
        else if (request.Query.ContainsKey("uploads") || request.Query.ContainsKey("uploadId"))
            await AnswerForUploadAsync(context, $"{bucket}/{key}", body);
        else
            await AnswerForObjectAsync(context, $"{bucket}/{key}", body);
    }

    /// <summary>A bucket may stand in the path or in front of the host.</summary>
    private static (string Bucket, string Key) Target(HttpRequest request)
    {
        var path = request.Path.Value!.TrimStart('/');
        var dot = request.Host.Host.IndexOf(".localhost", StringComparison.Ordinal);
        if (dot > 0)
            return (request.Host.Host[..dot], path);
        var slash = path.IndexOf('/');
        return slash < 0 ? (path, "") : (path[..slash], path[(slash + 1)..]);
    }

    private async Task AnswerForBucketAsync(HttpContext context, string bucket)
    {
        if (context.Request.Method == "PUT")
        {
            Buckets[bucket] = true;
            return;
        }

        if (!Buckets.ContainsKey(bucket))
            await RefuseAsync(context, 404, "NoSuchBucket");
        else if (!await AnswerForSettingsAsync(context))
            await ListAsync(context, bucket);
    }

    private async Task ListAsync(HttpContext context, string bucket)
    {
        var query = context.Request.Query;
        var (prefix, after) = ($"{query["prefix"]}", Lie is S3Lie.EndlessListing ? "" : $"{query["continuation-token"]}");
        var found = _objects.Where(entry => entry.Key.StartsWith($"{bucket}/{prefix}", StringComparison.Ordinal))
            .Select(entry => (Key: entry.Key[(bucket.Length + 1)..], entry.Value[^1].Length))
            .Where(entry => string.CompareOrdinal(entry.Key, after) > 0).OrderBy(entry => entry.Key, StringComparer.Ordinal).ToList();
        var page = found.Take(PageSize).ToList();
        var isCut = found.Count > page.Count || Lie is S3Lie.EndlessListing;
        await SayAsync(context, new XElement(
            Names + "ListBucketResult",
            new XElement(Names + "Name", bucket),
            new XElement(Names + "Prefix", prefix),
            new XElement(Names + "KeyCount", page.Count),
            new XElement(Names + "MaxKeys", PageSize),
            new XElement(Names + "IsTruncated", isCut ? "true" : "false"),
            isCut ? new XElement(Names + "NextContinuationToken", page.Count > 0 ? page[^1].Key : "x") : null,
            page.Select(entry => new XElement(
                Names + "Contents",
                new XElement(Names + "Key", entry.Key),
                new XElement(Names + "LastModified", "2026-01-01T00:00:00.000Z"),
                new XElement(Names + "Size", entry.Length),
                new XElement(Names + "StorageClass", ClassOf($"{bucket}/{entry.Key}"))))));
    }

    private async Task AnswerForObjectAsync(HttpContext context, string key, byte[] body)
    {
        switch (context.Request.Method)
        {
            case "PUT":
                if (context.Request.Headers.IfNoneMatch.Count > 0 && Conditions is ConditionSupport.Refused)
                    await RefuseAsync(context, 501, "NotImplemented");
                else if (FindDigestFault(context.Request, body) is { } code)
                    await RefuseAsync(context, 400, code);
                // The look and the place in one step: of several at the same time one is the first.
                else if (context.Request.Headers.IfNoneMatch.Count > 0 && Conditions is ConditionSupport.Obeyed && !_objects.TryAdd(key, [body]))
                    await RefuseAsync(context, 412, "PreconditionFailed");
                else
                    Store(context, key, body);
                break;
            case "DELETE":
                _objects.TryRemove(key, out _);
                context.Response.StatusCode = 204;
                break;
            default:
                if (_objects.TryGetValue(key, out var versions) && context.Request.Method == "GET" && !IsReadable(key))
                    await RefuseAsync(context, 403, "InvalidObjectState");
                else if (versions is not null && SayWhatIsKnown(context, key))
                    await SendAsync(context, Lie is S3Lie.OldVersion ? versions[0] : versions[^1]);
                else
                    await RefuseAsync(context, 404, "NoSuchKey");
                break;
        }
    }

    private void Store(HttpContext context, string key, byte[] body)
    {
        if (context.Request.Headers["x-amz-storage-class"].FirstOrDefault() is { } named)
            _classes[key] = named;
        _digests.TryRemove(key, out _);
        if (Digests is DigestSupport.Kept && context.Request.Headers["x-amz-checksum-sha256"].FirstOrDefault() is { } digest)
            _digests[key] = digest;
        _objects.AddOrUpdate(key, _ => [body], (_, before) => ReferenceEquals(before[^1], body) ? before : [.. before, body]);
        context.Response.Headers.ETag = Tag(body);
    }

    private async Task SendAsync(HttpContext context, byte[] content)
    {
        var response = context.Response;
        if (Lie is S3Lie.WrongBody && content.Length > 0)
            content = [.. content.Select((value, at) => at == content.Length / 2 ? (byte)~value : value)];
        if (Lie is S3Lie.Truncated && context.Request.Method == "GET")
            content = content[..(content.Length / 2)];
        response.Headers.ETag = Tag(content);
        response.ContentType = "application/octet-stream";
        var (from, to) = (0L, content.LongLength - 1);
        if (context.Request.GetTypedHeaders().Range?.Ranges.SingleOrDefault() is { } range)
        {
            (from, to) = (range.From!.Value, Math.Min(range.To ?? long.MaxValue, content.LongLength - 1));
            if (from >= content.LongLength)
            {
                response.Headers.ContentRange = $"bytes */{content.Length}";
                await RefuseAsync(context, 416, "InvalidRange");
                return;
            }

            if (Lie is S3Lie.OtherRange)
                (from, to) = (from - 1, to - 1);
            response.StatusCode = 206;
            response.Headers.ContentRange = $"bytes {from}-{to}/{content.Length}";
        }

        response.ContentLength = to - from + 1;
        if (context.Request.Method == "GET")
            await response.Body.WriteAsync(content.AsMemory((int)from, (int)(to - from + 1)), context.RequestAborted);
    }

    private async Task AnswerForUploadAsync(HttpContext context, string key, byte[] body)
    {
        var (request, upload) = (context.Request, $"{context.Request.Query["uploadId"]}");
        if (request.Method == "POST" && upload.Length == 0)
        {
            upload = Guid.NewGuid().ToString("n");
            _uploads[upload] = [];
            await SayAsync(context, new XElement(Names + "InitiateMultipartUploadResult", new XElement(Names + "UploadId", upload)));
        }
        else if (!_uploads.TryGetValue(upload, out var parts))
        {
            await RefuseAsync(context, 404, "NoSuchUpload");
        }
        else if (request.Method == "PUT")
        {
            lock (parts)
                parts[int.Parse(request.Query["partNumber"]!, CultureInfo.InvariantCulture)] = body;
            context.Response.Headers.ETag = Tag(body);
        }
        else if (request.Method == "POST")
        {
            _uploads.TryRemove(upload, out _);
            Store(context, key, [.. parts.Values.SelectMany(part => part)]);
            await SayAsync(context, new XElement(Names + "CompleteMultipartUploadResult", new XElement(Names + "Key", key), new XElement(Names + "ETag", Tag(body))));
        }
        else
        {
            _uploads.TryRemove(upload, out _);
            context.Response.StatusCode = 204;
        }
    }

    private async Task<bool> DeceiveAsync(HttpContext context)
    {
        var request = context.Request;
        if (LiesLeft <= 0)
            Lie = S3Lie.None;
        var isRead = request.Method is "GET";
        var deceives = (Lie, isRead) switch
        {
            (S3Lie.SlowDown, _) => true,
            (S3Lie.ErrorPage or S3Lie.ErrorPageInXml, true) => true,
            (S3Lie.Full, false) => request.Method is "PUT",
            (S3Lie.Archived, true) => request.Path.Value!.Contains("/data/", StringComparison.Ordinal),
            _ => false,
        };
        if (!deceives)
            return false;
        LiesLeft--;
        switch (Lie)
        {
            case S3Lie.SlowDown:
                context.Response.Headers.RetryAfter = "1";
                await RefuseAsync(context, 503, "SlowDown");
                break;
            case S3Lie.Full:
                await RefuseAsync(context, 403, "QuotaExceeded");
                break;
            case S3Lie.Archived:
                await RefuseAsync(context, 403, "InvalidObjectState");
                break;
            case var page:
                context.Response.ContentType = page is S3Lie.ErrorPage ? "text/html; charset=utf-8" : "application/xml";
                await context.Response.WriteAsync(page is S3Lie.ErrorPage
                    ? "<!doctype html><html><head><title>Sign in<p>You are <b>behind a portal"
                    : "<html><head><title>Sign in</title></head><body><p>You are behind a portal.</p></body></html>");
                break;
        }

        return true;
    }

    private static async Task RefuseAsync(HttpContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        if (context.Request.Method != "HEAD")
            await SayAsync(context, new XElement("Error", new XElement("Code", code), new XElement("Message", "refused")));
    }

    private static Task SayAsync(HttpContext context, XElement document)
    {
        context.Response.ContentType = "application/xml";
        return context.Response.WriteAsync("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + document.ToString(SaveOptions.DisableFormatting));
    }

    private static string Tag(byte[] content) => $"\"{Convert.ToHexStringLower(MD5.HashData(content))}\"";
}
