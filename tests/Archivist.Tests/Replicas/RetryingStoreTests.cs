using Archivist.Platform.Problems;
using Archivist.Replicas.Problems;
using Archivist.Replicas.Stores.Wrappers;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.Tests.Replicas;

public sealed class RetryingStoreTests
{
    private static readonly ObjectName Name = new(ObjectKind.Pack, Digest.Of("abc"u8));

    private readonly ManualClock _clock = new(DateTimeOffset.UnixEpoch);

    [Fact]
    public async Task A_transient_failure_is_retried_until_it_passes()
    {
        var store = new FailingStore(new StoreFailureException("broken", isTransient: true), failures: 3);
        Assert.Null(await RunAsync(store));
        Assert.Equal(4, store.Requests);
    }

    [Fact]
    public async Task A_transient_failure_inside_of_what_the_operator_is_shown_is_retried()
    {
        var store = new FailingStore(TestProblem.Of(Failure.TooFewReplicas, "shown", new StoreFailureException("broken", isTransient: true)), failures: 1);
        Assert.Null(await RunAsync(store));
        Assert.Equal(2, store.Requests);
    }

    public static TheoryData<Exception> Permanent =>
    [
        new StoreFailureException("permanent", isTransient: false),
        TestProblem.Of(Failure.NoSpace, "full", new StoreFailureException("full", isTransient: false)),
        new IOException("nothing is said about it"),
        TestProblem.Of(Failure.Failed, "nothing is said about it"),
        new ContentFailureException(new StoreFailureException("of the content, not of the store", isTransient: true)),
        new ObjectMissingException(Name, "here"),
    ];

    [Theory]
    [MemberData(nameof(Permanent), DisableDiscoveryEnumeration = true)]
    public async Task What_is_not_transient_is_not_retried(Exception failure)
    {
        var store = new FailingStore(failure, failures: 1);
        Assert.Same(failure, await Assert.ThrowsAnyAsync<Exception>(() => RunAsync(store)));
        Assert.Equal(1, store.Requests);
    }

    [Fact]
    public async Task After_five_retries_the_last_failure_is_what_the_caller_sees()
    {
        var store = new FailingStore(new StoreFailureException("broken", isTransient: true), failures: int.MaxValue);
        Assert.Equal("broken", (await Assert.ThrowsAsync<StoreFailureException>(() => RunAsync(store))).Message);
        Assert.Equal(6, store.Requests);
    }

    [Theory]
    [InlineData(0.0, 0)]
    [InlineData(0.5, 3_875)]
    [InlineData(0.999999, 7_750)]
    public async Task Pauses_are_drawn_between_nothing_and_a_limit_that_doubles(double drawn, int milliseconds)
    {
        var store = new FailingStore(new StoreFailureException("broken", isTransient: true), failures: int.MaxValue);
        await Assert.ThrowsAsync<StoreFailureException>(() => RunAsync(store, drawn));
        // 250 + 500 + 1000 + 2000 + 4000 ms, each times what was drawn; the clock moves in steps of 5 ms.
        Assert.InRange(_clock.GetElapsedTime(0).TotalMilliseconds, milliseconds - 1, milliseconds + 60);
    }

    [Fact]
    public async Task A_server_that_says_when_to_come_back_is_given_that_time_and_no_more_than_a_minute()
    {
        await RunAsync(new FailingStore(new StoreFailureException("busy", isTransient: true, retryAfter: TimeSpan.FromSeconds(3)), failures: 1));
        Assert.InRange(_clock.GetElapsedTime(0).TotalSeconds, 2.9, 3.2);
    }

    [Fact]
    public async Task A_put_that_arrived_although_it_failed_is_a_success()
    {
        var memory = new MemoryStore();
        var store = new AnswerLosingStore(memory);
        await WaitAsync(new RetryingStore(store, _clock, new FixedRandom(0.5)).PutAsync(Name, new BytesContent("abc"u8.ToArray()), CancellationToken.None));
        Assert.Equal("abc"u8.ToArray(), memory.Objects[Name]);
    }

    [Fact]
    public async Task What_an_earlier_attempt_left_torn_is_removed_and_put_again()
    {
        var memory = new MemoryStore();
        await WaitAsync(new RetryingStore(new TearingStore(memory), _clock, new FixedRandom(0.5)).PutAsync(Name, new BytesContent("abc"u8.ToArray()), CancellationToken.None));
        Assert.Equal("abc"u8.ToArray(), memory.Objects[Name]);
    }

    [Fact]
    public async Task What_has_the_right_length_and_other_bytes_is_put_again_too()
    {
        var memory = new MemoryStore();
        await WaitAsync(new RetryingStore(new TearingStore(memory) { Left = "a\0\0"u8.ToArray() }, _clock, new FixedRandom(0.5))
            .PutAsync(Name, new BytesContent("abc"u8.ToArray()), CancellationToken.None));
        Assert.Equal("abc"u8.ToArray(), memory.Objects[Name]);
    }

    [Fact]
    public async Task A_torn_object_that_the_store_refuses_to_remove_is_a_finding_of_its_own()
    {
        var memory = new MemoryStore();
        var putting = new RetryingStore(new TearingStore(memory) { OnlyAppends = true }, _clock, new FixedRandom(0.5)).PutAsync(Name, new BytesContent("abc"u8.ToArray()), CancellationToken.None);
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => WaitAsync(putting));
        Assert.Equal(new ObjectTornAndStuck(memory.Location, Name, 2, 3), failure.Problem);
        Assert.Equal(Failure.MediumFailed, failure.Failure);
        Assert.Equal("ab"u8.ToArray(), memory.Objects[Name]);
    }

    [Fact]
    public async Task A_configuration_that_differs_is_another_repository_and_stays()
    {
        var memory = new MemoryStore();
        var putting = new RetryingStore(new TearingStore(memory), _clock, new FixedRandom(0.5)).PutAsync(ObjectName.Configuration, new BytesContent("abc"u8.ToArray()), CancellationToken.None);
        await Assert.ThrowsAsync<ObjectExistsException>(() => WaitAsync(putting));
        Assert.Equal("ab"u8.ToArray(), memory.Objects[ObjectName.Configuration]);
    }

    [Fact]
    public async Task A_store_that_tears_every_put_is_given_up()
    {
        var store = new TearingStore(new MemoryStore()) { IsIncurable = true };
        await Assert.ThrowsAsync<ObjectExistsException>(() => WaitAsync(new RetryingStore(store, _clock, new FixedRandom(0)).PutAsync(Name, new BytesContent("abc"u8.ToArray()), CancellationToken.None)));
    }

    [Fact]
    public async Task A_retry_opens_the_content_again()
    {
        var store = new FailingStore(new StoreFailureException("broken", isTransient: true), failures: 2);
        var content = new ProbeContent(1000);
        await WaitAsync(new RetryingStore(store, _clock, new FixedRandom(0)).PutAsync(Name, content, CancellationToken.None));
        Assert.Equal(3, content.Openings);
    }

    [Fact]
    public async Task Cancelling_ends_a_pause()
    {
        using var stop = new CancellationTokenSource();
        var waiting = new RetryingStore(new FailingStore(new StoreFailureException("broken", isTransient: true), 10), _clock, new FixedRandom(0.9)).FindLengthAsync(Name, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    private async Task<long?> RunAsync(FailingStore store, double drawn = 0.5)
    {
        var found = new RetryingStore(store, _clock, new FixedRandom(drawn)).FindLengthAsync(Name, CancellationToken.None);
        await WaitAsync(found);
        return await found;
    }

    private async Task WaitAsync(Task work)
    {
        // Yields long enough for the next timer; a thousand steps of 5 ms or 60 ms cover every pause here.
        for (var step = 0; step < 3_000 && !work.IsCompleted; step++)
        {
            for (var turn = 0; turn < 20 && !work.IsCompleted; turn++)
                await Task.Yield();
            if (!work.IsCompleted)
                _clock.Advance(TimeSpan.FromMilliseconds(5));
        }

        await work;
    }

    private sealed class FixedRandom(double value) : Random
    {
        public override double NextDouble() => value;
    }

    private sealed class FailingStore(Exception failure, int failures) : DelegatingStore(new MemoryStore())
    {
        internal int Requests { get; private set; }

        public override Task<long?> FindLengthAsync(ObjectName name, CancellationToken cancellationToken) =>
            Requests++ < failures ? Task.FromException<long?>(failure) : base.FindLengthAsync(name, cancellationToken);

        public override async Task PutAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken)
        {
            if (Requests++ < failures)
            {
                await content.OpenFromStart().DisposeAsync();
                throw failure;
            }

            await base.PutAsync(name, content, cancellationToken);
        }
    }

    /// <summary>The first put leaves a part under the final name, as stores do that cannot put things whole.</summary>
    private sealed class TearingStore(MemoryStore inner) : DelegatingStore(inner)
    {
        private bool _hasTorn;

        internal byte[] Left { get; init; } = "ab"u8.ToArray();

        internal bool OnlyAppends { get; init; }

        internal bool IsIncurable { get; init; }

        public override async Task PutAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken)
        {
            if (_hasTorn && (!IsIncurable || await inner.FindLengthAsync(name, cancellationToken) is not null))
            {
                await base.PutAsync(name, content, cancellationToken);
                return;
            }

            _hasTorn = true;
            await base.PutAsync(name, new BytesContent(Left), cancellationToken);
            throw new StoreFailureException("broken", isTransient: true);
        }

        public override Task RemoveAsync(ObjectName name, CancellationToken cancellationToken) => OnlyAppends
            ? throw TestProblem.Of(Failure.TooFewReplicas, "refused", new StoreFailureException("403", isTransient: false, cause: new UnauthorizedAccessException()))
            : base.RemoveAsync(name, cancellationToken);
    }

    private sealed class AnswerLosingStore(IObjectStore inner) : DelegatingStore(inner)
    {
        private bool _hasLost;

        public override async Task PutAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken)
        {
            await base.PutAsync(name, content, cancellationToken);
            if (_hasLost)
                return;
            _hasLost = true;
            throw new StoreFailureException("the answer was lost", isTransient: true);
        }
    }
}
