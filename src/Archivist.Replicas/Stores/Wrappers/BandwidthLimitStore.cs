using Archivist.Repository.Stores;

namespace Archivist.Replicas.Stores.Wrappers;

/// <summary>
/// Limits upload and download bandwidth separately, each shared by all concurrent requests, optionally by time of day. Only the content of objects is limited, not listings or
/// lookups. Thread-safe.
/// </summary>
public sealed class BandwidthLimitStore : DelegatingStore
{
    private readonly TokenBucket _upload, _download;

    /// <summary>Wraps a store; the caller keeps ownership of it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A limit is not positive.</exception>
    public BandwidthLimitStore(IObjectStore inner, BandwidthLimits limits, TimeProvider clock)
        : base(inner)
    {
        foreach (var limit in limits.Windows.SelectMany(window => new[] { window.Upload, window.Download }).Append(limits.Upload).Append(limits.Download))
            ArgumentOutOfRangeException.ThrowIfLessThan(limit ?? 1, 1, nameof(limits));
        _upload = new TokenBucket(() => limits.At(Now(clock)).Upload, clock);
        _download = new TokenBucket(() => limits.At(Now(clock)).Download, clock);
    }

    /// <summary>The same with buckets that other stores share.</summary>
    internal BandwidthLimitStore(IObjectStore inner, TokenBucket upload, TokenBucket download)
        : base(inner) => (_upload, _download) = (upload, download);

    /// <inheritdoc/>
    public override Task PutAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken) =>
        Inner.PutAsync(name, new LimitedContent(content, _upload), cancellationToken);

    /// <inheritdoc/>
    public override async Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken) =>
        new LimitedStream(await Inner.OpenAsync(name, range, cancellationToken), _download);

    /// <inheritdoc/>
    protected override bool Hides(Type capability) => capability == typeof(IFileStore);

    /// <inheritdoc/>
    protected override IObjectSource Wrap(IObjectSource copy) => new BandwidthLimitStore(ReadOnlyStore.Over(copy), _upload, _download);

    private static TimeOnly Now(TimeProvider clock) => TimeOnly.FromTimeSpan(clock.GetLocalNow().TimeOfDay);

    private sealed class LimitedContent(IReplayableContent content, TokenBucket bucket) : IReplayableContent
    {
        public long Length => content.Length;

        public Stream OpenFromStart() => new LimitedStream(content.OpenFromStart(), bucket);
    }
}
