using System.Security.Cryptography;
using Archivist.Platform.Problems;
using Archivist.Replicas.Stores;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Probing;

/// <summary>
/// Finds out by requests what a place with a repository does. It stores locks of its own, which append-only servers let go too, and removes them again, also after a failure or a cancellation.
/// One instance serves one run.
/// </summary>
/// <remarks>
/// While a lock of random bytes exists, programs that look at the locks see a damaged one. The first lock is therefore empty, which all of them ignore; where it cannot be removed, nothing else is stored, and reading is
/// probed on the configuration.
/// </remarks>
/// <param name="store">The place; must hold a configuration. The caller keeps ownership.</param>
/// <param name="clock">Measures the requests.</param>
public sealed class PlaceProbe(IObjectStore store, TimeProvider clock)
{
    /// <summary>The lock of no bytes.</summary>
    internal static readonly ObjectName EmptyLock = new(ObjectKind.Lock, Digest.Of([]));

    private const int Size = 4096;
    private const long LongestConfiguration = 1 << 20;

    private static readonly TimeSpan ClearingTime = TimeSpan.FromSeconds(30);

    private readonly List<ProbeStep> _steps = [];
    private readonly List<ObjectName> _put = [];
    private BucketFeatures? _bucket = store.Find<IBucketStore>() is null ? null : new BucketFeatures(null, null);

    /// <summary>Asks everything. A request that fails is a result, and not an exception.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled; what was stored is removed.</exception>
    public async Task<ProbeOutcome> RunAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<ObjectName> left;
        try
        {
            if (await CanRemoveAsync(cancellationToken))
                await ProbeObjectAsync(cancellationToken);
            else
                await ProbeConfigurationAsync(cancellationToken);
            if (store.Find<IBucketStore>() is { } bucket)
                await ProbeBucketAsync(bucket, cancellationToken);
        }
        finally
        {
            left = await ClearAsync();
        }

        return new ProbeOutcome([.. _steps], left) { Bucket = _bucket };
    }

    private async Task<bool> CanRemoveAsync(CancellationToken cancellationToken) =>
        await TryAsync(ProbeRequest.PutEmpty, () => PutAsync(EmptyLock, [], mayExist: true, cancellationToken)) is true
        && await TryAsync(ProbeRequest.RemoveEmpty, () => RemoveAsync(EmptyLock, cancellationToken)) is true;

    private async Task ProbeObjectAsync(CancellationToken cancellationToken)
    {
        var (content, other) = (RandomNumberGenerator.GetBytes(Size), RandomNumberGenerator.GetBytes(Size));
        var name = new ObjectName(ObjectKind.Lock, Digest.Of(content));
        if (await TryAsync(ProbeRequest.Put, () => PutAsync(name, content, mayExist: false, cancellationToken)) is not true)
        {
            await ProbeConfigurationAsync(cancellationToken);
            return;
        }

        await ProbeReadingAsync(name, content, cancellationToken);
        await TryAsync(ProbeRequest.List, () => IsListedAsync(name, cancellationToken));
        if (store.Find<IBucketStore>() is { } bucket)
            await ProbePuttingAsync(bucket, name, content, cancellationToken);
        await TryAsync(ProbeRequest.PutAgain, () => KeepsAsync(name, content, other, cancellationToken));
        if (await TryAsync(ProbeRequest.Remove, () => RemoveAsync(name, cancellationToken)) is true)
            await TryAsync(ProbeRequest.PutMismatch, () => RefusesMismatchAsync(other, cancellationToken));
    }

    private async Task ProbePuttingAsync(IBucketStore bucket, ObjectName name, byte[] content, CancellationToken cancellationToken)
    {
        var obeys = await TryAsync(ProbeRequest.PutIfAbsent, () => bucket.ObeysConditionAsync(name, new BytesContent(content), cancellationToken));
        var states = store.Find<IDigestStore>() is not { } digests ? null
            : await TryAsync(ProbeRequest.StateDigest, async () => await digests.FindDigestAsync(name, cancellationToken) == name.Id);
        _bucket = _bucket! with { ObeysConditions = obeys, StatesDigests = states };
    }

    private async Task ProbeBucketAsync(IBucketStore bucket, CancellationToken cancellationToken)
    {
        await TryAsync(ProbeRequest.ReadBucket, async () =>
        {
            _bucket = _bucket! with { Settings = await bucket.ReadSettingsAsync(cancellationToken) };
            return true;
        });
        await TryAsync(ProbeRequest.ReadClasses, async () =>
        {
            _bucket = _bucket! with { Classes = await bucket.FindPackClassesAsync(cancellationToken) };
            return true;
        });
    }

    private async Task ProbeConfigurationAsync(CancellationToken cancellationToken)
    {
        byte[] content = [];
        if (await TryAsync(ProbeRequest.Read, async () => (content = await store.ReadAllAsync(ObjectName.Configuration, LongestConfiguration, cancellationToken)).Length > 0) is true)
            await ProbePartsAsync(ObjectName.Configuration, content, cancellationToken);
    }

    private async Task ProbeReadingAsync(ObjectName name, byte[] content, CancellationToken cancellationToken)
    {
        await TryAsync(ProbeRequest.Read, async () => (await store.ReadAllAsync(name, 2 * Size, cancellationToken)).AsSpan().SequenceEqual(content));
        await ProbePartsAsync(name, content, cancellationToken);
    }

    private async Task ProbePartsAsync(ObjectName name, byte[] content, CancellationToken cancellationToken)
    {
        var part = new byte[content.Length / 2];
        await TryAsync(ProbeRequest.ReadRange, async () =>
        {
            await store.ReadRangeAsync(name, content.Length / 4, part, cancellationToken);
            return part.AsSpan().SequenceEqual(content.AsSpan(content.Length / 4, part.Length));
        });
        await TryAsync(ProbeRequest.ReadPastEnd, async () =>
            await RefusesRangeAsync(name, content.Length - (content.Length / 4), part, cancellationToken) && await RefusesRangeAsync(name, content.Length + 1, part, cancellationToken));
        await TryAsync(ProbeRequest.LookUp, async () => await store.FindLengthAsync(name, cancellationToken) == content.Length);
    }

    private async Task<bool> PutAsync(ObjectName name, byte[] content, bool mayExist, CancellationToken cancellationToken)
    {
        // Before it is stored, for a request that fails may have stored it.
        _put.Add(name);
        try
        {
            await store.PutAsync(name, new BytesContent(content), cancellationToken);
        }
        catch (ObjectExistsException) when (mayExist)
        {
            // Of a probe that was killed.
        }

        return true;
    }

    private async Task<bool> RemoveAsync(ObjectName name, CancellationToken cancellationToken)
    {
        await store.RemoveAsync(name, cancellationToken);
        return await store.FindLengthAsync(name, cancellationToken) is null;
    }

    private async Task<bool> RefusesRangeAsync(ObjectName name, long offset, byte[] part, CancellationToken cancellationToken)
    {
        try
        {
            await store.ReadRangeAsync(name, offset, part, cancellationToken);
            return false;
        }
        catch (Exception cause) when (IsRefusal(cause))
        {
            return true;
        }
    }

    private async Task<bool> IsListedAsync(ObjectName name, CancellationToken cancellationToken)
    {
        var isListed = false;
        await foreach (var item in store.ListAsync(ObjectKind.Lock, cancellationToken))
            isListed |= item == new StoredObject(name, Size);
        return isListed;
    }

    private async Task<bool> KeepsAsync(ObjectName name, byte[] content, byte[] other, CancellationToken cancellationToken)
    {
        await IsRefusedAsync(name, other, cancellationToken);
        return (await store.ReadAllAsync(name, 2 * Size, cancellationToken)).AsSpan().SequenceEqual(content);
    }

    private async Task<bool> RefusesMismatchAsync(byte[] content, CancellationToken cancellationToken)
    {
        var name = new ObjectName(ObjectKind.Lock, new Digest(RandomNumberGenerator.GetBytes(Digest.Size)));
        _put.Add(name);
        var isRefused = await IsRefusedAsync(name, content, cancellationToken);
        return await store.FindLengthAsync(name, cancellationToken) is null && isRefused;
    }

    private async Task<bool> IsRefusedAsync(ObjectName name, byte[] content, CancellationToken cancellationToken)
    {
        try
        {
            await store.PutAsync(name, new BytesContent(content), cancellationToken);
            return false;
        }
        catch (Exception cause) when (IsRefusal(cause))
        {
            return true;
        }
    }

    /// <summary>Null when the request failed.</summary>
    private async Task<bool?> TryAsync(ProbeRequest request, Func<Task<bool>> ask)
    {
        var startedAt = clock.GetTimestamp();
        bool? worked = null;
        Cause? why = null;
        try
        {
            worked = await ask();
        }
        catch (Exception cause) when (IsFailure(cause))
        {
            why = Cause.Of(cause);
        }

        _steps.Add(new ProbeStep(request, worked, clock.GetElapsedTime(startedAt), why));
        return worked;
    }

    /// <summary>Removes what is still there, also when the probe was cancelled.</summary>
    /// <returns>What could not be removed.</returns>
    private async Task<IReadOnlyList<ObjectName>> ClearAsync()
    {
        using var time = new CancellationTokenSource(ClearingTime, clock);
        var left = new List<ObjectName>();
        foreach (var name in _put)
        {
            try
            {
                if (await store.FindLengthAsync(name, time.Token) is not null && !await RemoveAsync(name, time.Token))
                    left.Add(name);
            }
            catch (Exception cause) when (IsFailure(cause) || cause is OperationCanceledException)
            {
                left.Add(name);
            }
        }

        return left;
    }

    private static bool IsFailure(Exception cause) => cause is ArchivistException or IOException or UnauthorizedAccessException;

    /// <summary>A connection that broke says nothing of what the place refuses.</summary>
    private static bool IsRefusal(Exception cause) => IsFailure(cause) && StoreFailureException.FindIn(cause) is not { IsTransient: true };
}
