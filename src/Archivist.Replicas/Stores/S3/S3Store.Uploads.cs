using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using Archivist.Replicas.Problems;
using Archivist.Replicas.Stores.Http;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Stores.S3;

public sealed partial class S3Store
{
    /// <summary>What is longer goes up in parts: a connection that breaks late should not cost all of it.</summary>
    internal const long LongestInOnePiece = 64L << 20;

    private const long ShortestPart = 16L << 20;

    private const int MostParts = 10_000;

    /// <summary>Until the service refuses it.</summary>
    private volatile bool _announcesDigests = true;

    /// <summary>How many requests store an object of a length: one, or those of an upload in parts.</summary>
    internal static long CountPuts(long length) => length <= LongestInOnePiece ? 1 : ((length + PartSize(length) - 1) / PartSize(length)) + 2;

    /// <summary>Only packs: everything else is small and read often, which other classes charge for, and must never need a restore first.</summary>
    private S3StorageClass? ClassOf(ObjectName name) => name.Kind is ObjectKind.Pack && _access.StorageClass is { } named ? S3StorageClass.FindValue(named) : null;

    /// <summary>The name is the hash, but for the configuration.</summary>
    private static async Task<string> HashOfAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken)
    {
        if (name.Kind is not ObjectKind.Configuration)
            return name.Id.ToString();
        await using var stream = content.OpenFromStart();
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }

    private async Task<Upload> DescribeAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken) =>
        new(_at.KeyOf(name), content, await HashOfAsync(name, content, cancellationToken), ClassOf(name));

    private async Task UploadInOnePieceAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken) => await UploadAsync(
        await DescribeAsync(name, content, cancellationToken), isConditional: name.Kind is ObjectKind.Configuration,
        mayCreate: name.Kind is ObjectKind.Configuration or ObjectKind.Key, cancellationToken);

    /// <summary>Uploads in one piece, with what this service understands.</summary>
    /// <param name="upload">What.</param>
    /// <param name="isConditional">On condition that nothing is there, where the service knows such conditions.</param>
    /// <param name="mayCreate">A bucket that is missing is created.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    private async Task UploadAsync(Upload upload, bool isConditional, bool mayCreate, CancellationToken cancellationToken)
    {
        while (true)
        {
            var announces = _announcesDigests;
            try
            {
                await UploadOnceAsync(upload, isConditional, cancellationToken);
                return;
            }
            catch (S3FaultException failure) when (failure.Fault is ServerFault.BucketMissing && mayCreate)
            {
                mayCreate = false;
                await CreateBucketAsync(cancellationToken);
            }
            catch (S3FaultException failure) when (announces && failure.Code is "NotImplemented" or "InvalidArgument" or "InvalidRequest")
            {
                // Some services refuse headers that they do not know, instead of passing over them.
                _announcesDigests = false;
            }
            catch (S3FaultException failure) when (failure.Code is "NotImplemented" && isConditional)
            {
                isConditional = false;
            }
        }
    }

    private async Task UploadOnceAsync(Upload upload, bool isConditional, CancellationToken cancellationToken)
    {
        // A server that stores what it was sent before it answers may take its time.
        using var watch = new ProgressWatch(_patience * 2, _clock, CancellationToken.None);
        using var body = new WatchedContent(upload.Content, watch);
        var request = new PutObjectRequest
        {
            BucketName = _at.Bucket,
            Key = upload.Key,
            InputStream = new AnnouncedStream(upload.Content.Length),
            ContentType = "application/octet-stream",
            UseChunkEncoding = false,
            StorageClass = upload.Class,
            // The service compares it with what arrives, keeps it, and can state it without reading the object.
            ChecksumSHA256 = _announcesDigests ? Convert.ToBase64String(Convert.FromHexString(upload.Hash)) : null,
            IfNoneMatch = isConditional ? "*" : null,
        };
        await CallAsync(new S3Exchange(watch) { Body = body, BodyHash = upload.Hash }, (client, stop) => client.PutObjectAsync(request, stop), cancellationToken);
    }

    private async Task CreateBucketAsync(CancellationToken cancellationToken)
    {
        using var watch = Watch();
        var region = _access.Region ?? _at.Region;
        var request = new PutBucketRequest { BucketName = _at.Bucket };
        if (_at.IsAmazon && region != "us-east-1")
            request.BucketRegionName = region;
        try
        {
            await CallAsync(new S3Exchange(watch), (client, stop) => client.PutBucketAsync(request, stop), cancellationToken);
        }
        catch (S3FaultException failure) when (failure.Code is "BucketAlreadyOwnedByYou")
        {
            // Someone else created it meanwhile.
        }
        catch (S3FaultException failure)
        {
            throw Fail(new Asked(ServerAction.Create, ""), failure);
        }
    }

    private async Task UploadInPartsAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken)
    {
        var key = _at.KeyOf(name);
        var upload = await BeginUploadAsync(name, key, cancellationToken);
        try
        {
            var parts = await UploadPartsAsync(name, key, upload, content, cancellationToken);
            using var watch = new ProgressWatch(_patience * 4, _clock, CancellationToken.None);
            var request = new CompleteMultipartUploadRequest { BucketName = _at.Bucket, Key = key, UploadId = upload, PartETags = parts };
            await CallAsync(new S3Exchange(watch), (client, stop) => client.CompleteMultipartUploadAsync(request, stop), cancellationToken);
        }
        catch
        {
            await AbortUploadAsync(key, upload);
            throw;
        }
    }

    private async Task<string> BeginUploadAsync(ObjectName name, string key, CancellationToken cancellationToken)
    {
        using var watch = Watch();
        var request = new InitiateMultipartUploadRequest { BucketName = _at.Bucket, Key = key, ContentType = "application/octet-stream", StorageClass = ClassOf(name) };
        var begun = await CallAsync(new S3Exchange(watch), (client, stop) => client.InitiateMultipartUploadAsync(request, stop), cancellationToken);
        return begun.UploadId is { Length: > 0 } upload ? upload : throw new S3FaultException(new ServerFault.BucketListingInvalid(), isTransient: false);
    }

    /// <summary>Sends each part from memory, for its hash has to go ahead of it; of content that does not match its name the last part is never sent.</summary>
    private async Task<List<PartETag>> UploadPartsAsync(ObjectName name, string key, string upload, IReplayableContent content, CancellationToken cancellationToken)
    {
        var part = new byte[PartSize(content.Length)];
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var source = content.OpenFromStart();
        var (tags, done) = (new List<PartETag>(), 0L);
        while (done < content.Length)
        {
            var length = await source.ReadAtLeastAsync(part, part.Length, throwOnEndOfStream: false, cancellationToken);
            done += length;
            whole.AppendData(part, 0, length);
            if (done >= content.Length || length < part.Length)
                await RequireWholeAsync(name, content, source, done, whole, cancellationToken);
            tags.Add(await UploadPartAsync(key, upload, tags.Count + 1, part.AsMemory(0, length), cancellationToken));
        }

        return tags;
    }

    private static long PartSize(long length)
    {
        const long Unit = 1L << 20;
        var least = (length + MostParts - 1) / MostParts;
        return Math.Max(ShortestPart, (least + Unit - 1) / Unit * Unit);
    }

    private static async Task RequireWholeAsync(ObjectName name, IReplayableContent content, Stream source, long done, IncrementalHash whole, CancellationToken cancellationToken)
    {
        if (done != content.Length || await source.ReadAsync(new byte[1], cancellationToken) > 0)
            throw new IOException($"another number of bytes came than the {content.Length} that were promised");
        if (name.Kind is not ObjectKind.Configuration && Convert.ToHexStringLower(whole.GetCurrentHash()) != name.Id.ToString())
            throw new S3FaultException(new ServerFault.ContentMismatch(), isTransient: false);
    }

    private async Task<PartETag> UploadPartAsync(string key, string upload, int number, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        using var watch = new ProgressWatch(_patience * 2, _clock, CancellationToken.None);
        using var body = new WatchedContent(new BytesContent(bytes), watch);
        var request = new UploadPartRequest
        {
            BucketName = _at.Bucket,
            Key = key,
            UploadId = upload,
            PartNumber = number,
            PartSize = bytes.Length,
            InputStream = new AnnouncedStream(bytes.Length),
            UseChunkEncoding = false,
        };
        var exchange = new S3Exchange(watch) { Body = body, BodyHash = Digest.Of(bytes.Span).ToString(), KeepsTag = true };
        var sent = await CallAsync(exchange, (client, stop) => client.UploadPartAsync(request, stop), cancellationToken);
        return new PartETag(number, sent.ETag);
    }

    /// <summary>Frees what the service keeps of an upload that failed; why that failed matters more than a failure here.</summary>
    private async Task AbortUploadAsync(string key, string upload)
    {
        using var watch = Watch();
        try
        {
            var request = new AbortMultipartUploadRequest { BucketName = _at.Bucket, Key = key, UploadId = upload };
            await CallAsync(new S3Exchange(watch), (client, stop) => client.AbortMultipartUploadAsync(request, stop), CancellationToken.None);
        }
        catch (S3FaultException)
        {
            // The service frees it by its own rules, if it has some.
        }
    }

    /// <summary>What goes up in one piece.</summary>
    /// <param name="Key">Where to.</param>
    /// <param name="Content">The bytes.</param>
    /// <param name="Hash">Their SHA-256 in lower-case hexadecimal digits.</param>
    /// <param name="Class">The storage class; null for the bucket's own.</param>
    private sealed record Upload(string Key, IReplayableContent Content, string Hash, S3StorageClass? Class);
}
