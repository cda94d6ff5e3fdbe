using Archivist.Replicas.Stores.Wrappers;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.Tests.Replicas;

public sealed class LimitTests
{
    private static readonly ObjectName Name = new(ObjectKind.Pack, Digest.Of("abc"u8));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_more_requests_run_at_a_time_than_are_allowed()
    {
        var watched = new WatchedStore();
        var store = new ConcurrencyLimitStore(watched, 3);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => store.FindLengthAsync(Name, Cancellation)));
        Assert.Equal(3, watched.Most);
        Assert.Equal(3, store.Traits.MaxConcurrency);
    }

    [Fact]
    public async Task A_stream_holds_its_turn_until_its_end_or_until_it_is_disposed()
    {
        var memory = new MemoryStore();
        await memory.PutAsync(Name, new BytesContent("abc"u8.ToArray()), Cancellation);
        var store = new ConcurrencyLimitStore(memory, 1);
        var first = await store.OpenAsync(Name, ByteRange.All, Cancellation);
        var second = store.OpenAsync(Name, ByteRange.All, Cancellation);
        Assert.False(second.IsCompleted);
        await first.CopyToAsync(Stream.Null, Cancellation);
        var third = store.OpenAsync(Name, ByteRange.All, Cancellation);
        await first.DisposeAsync();
        Assert.NotNull(await second);
        Assert.False(third.IsCompleted);
        await (await second).DisposeAsync();
        await (await third).DisposeAsync();
    }

    [Fact]
    public async Task A_request_that_fails_or_is_cancelled_gives_its_turn_back()
    {
        var store = new ConcurrencyLimitStore(new MemoryStore(), 1);
        await Assert.ThrowsAsync<ObjectMissingException>(() => store.OpenAsync(Name, ByteRange.All, Cancellation));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.PutAsync(Name, new BytesContent(default), new CancellationToken(canceled: true)));
        Assert.Null(await store.FindLengthAsync(Name, Cancellation));
    }

    [Fact]
    public void Fewer_than_one_request_or_byte_is_no_limit() => Assert.Multiple(
        () => Assert.Throws<ArgumentOutOfRangeException>(() => new ConcurrencyLimitStore(new MemoryStore(), 0)),
        () => Assert.Throws<ArgumentOutOfRangeException>(() => new BandwidthLimitStore(new MemoryStore(), new BandwidthLimits { Upload = 0 }, TimeProvider.System)));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Each_direction_keeps_its_own_rate(bool isUpload)
    {
        var clock = new ManualClock(DateTimeOffset.UnixEpoch);
        var limits = isUpload ? new BandwidthLimits { Upload = 10_000 } : new BandwidthLimits { Download = 10_000 };
        var store = new BandwidthLimitStore(new MemoryStore(), limits, clock);
        await RunAsync(clock, async () =>
        {
            await store.PutAsync(Name, new ProbeContent(100_000), Cancellation);
            await store.ReadAllAsync(Name, 100_000, Cancellation);
        });
        // 100,000 bytes at 10,000 each second, less what the bucket held; the other direction costs nothing.
        Assert.InRange(clock.GetElapsedTime(0).TotalSeconds, 9, 10.5);
    }

    [Fact]
    public async Task In_a_window_its_own_limits_hold_also_across_midnight()
    {
        var clock = new ManualClock(DateTimeOffset.UnixEpoch.AddHours(23));
        var limits = new BandwidthLimits { Upload = 1, Windows = [new BandwidthWindow(new TimeOnly(22, 0), new TimeOnly(6, 0), 10_000, null)] };
        var store = new BandwidthLimitStore(new MemoryStore(), limits, clock);
        await RunAsync(clock, () => store.PutAsync(Name, new ProbeContent(30_000), Cancellation));
        Assert.InRange(clock.GetElapsedTime(0).TotalSeconds, 2, 3.5);
    }

    [Fact]
    public async Task A_thread_that_reads_synchronously_waits_too()
    {
        var memory = new MemoryStore();
        await memory.PutAsync(Name, new ProbeContent(3_000), Cancellation);
        var store = new BandwidthLimitStore(memory, new BandwidthLimits { Download = 10_000 }, TimeProvider.System);
        var before = TimeProvider.System.GetTimestamp();
        for (var times = 0; times < 3; times++)
        {
            await using var stream = await store.OpenAsync(Name, ByteRange.All, Cancellation);
            stream.CopyTo(Stream.Null);
        }

        // 9,000 bytes less the 5,000 that the bucket held, less the last step.
        Assert.InRange(TimeProvider.System.GetElapsedTime(before).TotalSeconds, 0.25, 30);
    }

    private static async Task RunAsync(ManualClock clock, Func<Task> work)
    {
        var running = work();
        await clock.AdvanceUntilAsync(() => running.IsCompleted, TimeSpan.FromMilliseconds(50));
        await running;
    }

    private sealed class WatchedStore() : DelegatingStore(new MemoryStore())
    {
        private readonly Lock _gate = new();
        private int _now;

        internal int Most { get; private set; }

        public override StoreTraits Traits => base.Traits with { MaxConcurrency = 100 };

        public override async Task<long?> FindLengthAsync(ObjectName name, CancellationToken cancellationToken)
        {
            lock (_gate)
                Most = Math.Max(Most, ++_now);
            await Task.Delay(2, cancellationToken);
            lock (_gate)
                _now--;
            return null;
        }
    }
}
