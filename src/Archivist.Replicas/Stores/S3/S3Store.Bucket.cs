using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Archivist.Replicas.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Stores.S3;

/// <content>What the bucket itself is asked, beyond objects.</content>
public sealed partial class S3Store : IBucketStore, IDigestStore
{
    /// <inheritdoc/>
    public async Task<BucketSettings> ReadSettingsAsync(CancellationToken cancellationToken)
    {
        var versioning = await AskAsync(
            async (client, stop) => VersioningOf((await client.GetBucketVersioningAsync(_at.Bucket, stop)).VersioningConfig?.Status), BucketVersioning.Off, cancellationToken);
        var locking = await AskAsync(
            async (client, stop) => (await client.GetObjectLockConfigurationAsync(new GetObjectLockConfigurationRequest { BucketName = _at.Bucket }, stop)).ObjectLockConfiguration, null, cancellationToken);
        var rules = await AskAsync<IReadOnlyList<BucketRule>>(
            async (client, stop) => S3Rules.Concerning(_at, (await client.GetLifecycleConfigurationAsync(_at.Bucket, stop)).Configuration?.Rules ?? []), [], cancellationToken);
        return new BucketSettings
        {
            Versioning = versioning.IsKnown ? versioning.Value : null,
            HasLock = locking.IsKnown ? locking.Value?.ObjectLockEnabled == ObjectLockEnabled.Enabled : null,
            Retention = RetentionOf(locking.Value?.Rule?.DefaultRetention),
            Rules = rules.IsKnown ? rules.Value : null,
            IsHidden = versioning.IsHidden || locking.IsHidden || rules.IsHidden,
        };
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PackClass>> FindPackClassesAsync(CancellationToken cancellationToken)
    {
        var page = await ListPageAsync(_at.FolderOf(ObjectKind.Pack), null, new Asked(ServerAction.List, RepositoryLayout.Folder(ObjectKind.Pack)), cancellationToken);
        var found = new List<PackClass>();
        foreach (var entry in (page?.S3Objects ?? []).Where(entry => entry is { Key: not null, Size: > 0 }).DistinctBy(NameOf))
            found.Add(new PackClass(NameOf(entry), await IsColdAsync(entry.Key, cancellationToken)));
        return found;
    }

    /// <inheritdoc/>
    public async Task<bool> ObeysConditionAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken)
    {
        try
        {
            await UploadOnceAsync(await DescribeAsync(name, content, cancellationToken), isConditional: true, cancellationToken);
            return false;
        }
        catch (S3FaultException failure) when (failure.Status is (int)HttpStatusCode.PreconditionFailed)
        {
            return true;
        }
        catch (S3FaultException failure) when (failure.Status is (int)HttpStatusCode.NotImplemented)
        {
            return false;
        }
        catch (S3FaultException failure)
        {
            throw Fail(new Asked(ServerAction.Write, name), failure);
        }
    }

    /// <inheritdoc/>
    /// <remarks>The hash of an object that went up in parts is one of the hashes of its parts, and says nothing here.</remarks>
    public async Task<Digest?> FindDigestAsync(ObjectName name, CancellationToken cancellationToken)
    {
        using var watch = Watch();
        try
        {
            var request = new GetObjectMetadataRequest { BucketName = _at.Bucket, Key = _at.KeyOf(name), ChecksumMode = ChecksumMode.ENABLED };
            var answer = await CallAsync(new S3Exchange(watch), (client, stop) => client.GetObjectMetadataAsync(request, stop), cancellationToken);
            if (answer.ChecksumType == ChecksumType.COMPOSITE || answer.ChecksumSHA256 is not { } text)
                return null;
            var hash = new byte[Digest.Size];
            return Convert.TryFromBase64String(text, hash, out var length) && length == Digest.Size ? new Digest(hash) : null;
        }
        catch (S3FaultException failure) when (failure.Status is (int)HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (S3FaultException failure)
        {
            throw Fail(new Asked(ServerAction.LookUp, name), failure);
        }
    }

    private static string NameOf(S3Object entry) => entry.StorageClass?.Value is { Length: > 0 } named ? named : "STANDARD";

    private static BucketVersioning VersioningOf(VersionStatus? status) =>
        status == VersionStatus.Enabled ? BucketVersioning.On : status == VersionStatus.Suspended ? BucketVersioning.Suspended : BucketVersioning.Off;

    private static BucketRetention? RetentionOf(DefaultRetention? retention)
    {
        var days = retention?.Days is > 0 ? retention.Days.Value : (retention?.Years ?? 0) * 365;
        return days > 0 ? new BucketRetention(retention!.Mode == ObjectLockRetentionMode.Compliance, days) : null;
    }

    /// <summary>Reads one byte; null when the answer says neither.</summary>
    private async Task<bool?> IsColdAsync(string key, CancellationToken cancellationToken)
    {
        using var watch = Watch();
        var exchange = new S3Exchange(watch) { IsObjectWanted = true };
        try
        {
            var request = new GetObjectRequest { BucketName = _at.Bucket, Key = key, ByteRange = new Amazon.S3.Model.ByteRange(0, 0) };
            await CallAsync(exchange, (client, stop) => client.GetObjectAsync(request, stop), cancellationToken);
            return false;
        }
        catch (S3FaultException failure)
        {
            return failure.Fault is ServerFault.Archived ? true : null;
        }
        finally
        {
            exchange.Answer?.Dispose();
        }
    }

    /// <summary>Asks one thing of the bucket.</summary>
    /// <param name="call">Asks.</param>
    /// <param name="nothing">What it means that nothing of the kind was ever set.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    private async Task<Answer<T>> AskAsync<T>(Func<S3Client, CancellationToken, Task<T>> call, T nothing, CancellationToken cancellationToken)
    {
        using var watch = Watch();
        try
        {
            return new Answer<T>(await CallAsync(new S3Exchange(watch), call, cancellationToken), IsKnown: true, IsHidden: false);
        }
        catch (S3FaultException failure) when (failure.Code is "NoSuchLifecycleConfiguration" or "ObjectLockConfigurationNotFoundError")
        {
            return new Answer<T>(nothing, IsKnown: true, IsHidden: false);
        }
        catch (S3FaultException failure) when (failure.IsTransient || failure.Fault is ServerFault.KeysRejected or ServerFault.BucketMissing or ServerFault.ClockSkewed)
        {
            throw Fail(new Asked(ServerAction.LookUp, $"bucket {_at.Bucket}"), failure);
        }
        catch (S3FaultException failure)
        {
            // The service does not know the question, or these keys may not ask it.
            return new Answer<T>(nothing, IsKnown: false, failure.Fault is ServerFault.AccessDenied or ServerFault.Unauthorized);
        }
    }

    private readonly record struct Answer<T>(T Value, bool IsKnown, bool IsHidden);
}
