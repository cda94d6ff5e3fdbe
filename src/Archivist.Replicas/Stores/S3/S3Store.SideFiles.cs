using System.Net;
using Amazon.S3.Model;
using Archivist.Replicas.Problems;
using Archivist.Replicas.Stores.Http;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;
using ByteRange = Archivist.Repository.Stores.ByteRange;

namespace Archivist.Replicas.Stores.S3;

/// <content>Files below the prefix that are no objects of a repository. Never in another storage class than the bucket's own.</content>
public sealed partial class S3Store : ISideFileStore
{
    /// <inheritdoc/>
    public bool CanTearFiles => false;

    /// <inheritdoc/>
    public async Task<byte[]?> ReadFileAsync(string path, int limit, CancellationToken cancellationToken)
    {
        var asked = new Asked(ServerAction.Read, path);
        using var watch = Watch();
        var exchange = new S3Exchange(watch) { IsObjectWanted = true };
        try
        {
            await GetAsync(exchange, _at.Prefix + path, ByteRange.All, cancellationToken);
            RequireNoPage(exchange.Answer!, asked);
            var body = await exchange.Answer!.Content.ReadAsStreamAsync(cancellationToken);
            watch.Pause();
            await using var watched = new ResponseStream(exchange.Answer, body, watch, (isSilent, cause) => Broken(asked, isSilent, cause));
            return await watched.ReadAtMostAsync(path, limit, cancellationToken);
        }
        catch (S3FaultException failure) when (failure.Status is (int)HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (S3FaultException failure)
        {
            throw Fail(asked, failure);
        }
        finally
        {
            exchange.Answer?.Dispose();
        }
    }

    /// <inheritdoc/>
    public async Task<long?> FindFileLengthAsync(string path, CancellationToken cancellationToken)
    {
        using var watch = Watch();
        try
        {
            return await HeadAsync(watch, _at.Prefix + path, cancellationToken);
        }
        catch (S3FaultException failure) when (failure.Status is (int)HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (S3FaultException failure)
        {
            throw Fail(new Asked(ServerAction.LookUp, path), failure);
        }
    }

    /// <inheritdoc/>
    public async Task WriteFileAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        try
        {
            var upload = new Upload(_at.Prefix + path, new BytesContent(content), Digest.Of(content.Span).ToString(), null);
            await UploadAsync(upload, isConditional: false, mayCreate: false, cancellationToken);
        }
        catch (S3FaultException failure)
        {
            throw Fail(new Asked(ServerAction.Write, path), failure);
        }
    }

    /// <inheritdoc/>
    public async Task RemoveFilesAsync(string directory, CancellationToken cancellationToken)
    {
        var asked = new Asked(ServerAction.Remove, directory);
        var page = await ListPageAsync($"{_at.Prefix}{directory}/", null, asked, cancellationToken);
        try
        {
            foreach (var key in (page?.S3Objects ?? []).Select(entry => entry.Key).OfType<string>())
            {
                using var watch = Watch();
                var request = new DeleteObjectRequest { BucketName = _at.Bucket, Key = key };
                await CallAsync(new S3Exchange(watch), (client, stop) => client.DeleteObjectAsync(request, stop), cancellationToken);
            }
        }
        catch (S3FaultException failure)
        {
            throw Fail(asked, failure);
        }
    }
}
