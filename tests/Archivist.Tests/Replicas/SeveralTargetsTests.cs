using System.Collections.Concurrent;
using Archivist.Platform.Problems;
using Archivist.Replicas.Problems;
using Archivist.Replicas.Stores.Wrappers;
using Archivist.Replicas.Synchronizing;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.Tests.Replicas;

public sealed class SeveralTargetsTests
{
    private const int PackLength = 10_000;

    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Four_targets_read_each_object_once()
    {
        var source = new CountingOpens(await SourceAsync(packs: 60));
        MemoryStore[] targets = [new("a"), new("b"), new("c"), new("d")];

        var ends = await Synchronize.RunAllAsync(new ReplicaSynchronizer(source, None), targets);

        Assert.All(ends, end => Assert.Equal(61, end.Result!.ObjectsCopied));
        Assert.All(targets, target => AssertSame(source.Store, target));
        Assert.All(source.Opens.Where(item => item.Key != ObjectName.Configuration), item => Assert.Equal(1, item.Value));
        Assert.Equal(4, source.Listings);
    }

    [Fact]
    public async Task A_target_that_hangs_delays_no_other_and_catches_up_from_the_source()
    {
        var source = new CountingOpens(await SourceAsync(packs: 60));
        var (quick, other) = (new MemoryStore("quick"), new MemoryStore("other"));
        var hanging = new HangingStore(new MemoryStore("hanging"), untilRead: 100);
        // The window holds eight packs.
        await using var all = new ReplicaSynchronizer(source, 8 * PackLength, None);
        TargetSynchronizer[] begun = [all.Begin(), all.Begin(), all.Begin()];

        var hung = begun[2].RunAsync(hanging, null, null, None);
        await Task.WhenAll(FinishAsync(begun[0], quick), FinishAsync(begun[1], other)).WaitAsync(Patience);
        Assert.False(hung.IsCompleted);
        AssertSame(source.Store, quick);
        AssertSame(source.Store, other);
        hanging.Release.SetResult();
        await hung.WaitAsync(Patience);

        AssertSame(source.Store, hanging.Held);
        Assert.All(source.Opens.Where(item => item.Key != ObjectName.Configuration), item => Assert.InRange(item.Value, 1, 3));
        await begun[2].DisposeAsync();
    }

    [Theory]
    [InlineData(50, true)]
    [InlineData(0, false)]
    public async Task A_source_that_is_measured_to_be_slow_gives_way_to_a_target_that_has_the_objects(int milliseconds, bool givesWay)
    {
        var clock = new ManualClock(new DateTimeOffset(2040, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var inner = await SourceAsync(packs: 60);
        var source = new CountingOpens(inner) { BeforeOpen = () => clock.Advance(TimeSpan.FromMilliseconds(milliseconds)) };
        var full = new MemoryStore("full");
        await Synchronize.RunAsync(inner, full);
        var (one, two) = (new MemoryStore("one"), new MemoryStore("two"));

        // The window holds eight packs, of which a target takes two: what is measured counts for the next ones.
        await using (var all = new ReplicaSynchronizer(source, 8 * PackLength, clock, None))
        {
            TargetSynchronizer[] begun = [all.Begin(), all.Begin(), all.Begin()];
            await FinishAsync(begun[0], full);
            await Task.WhenAll(FinishAsync(begun[1], one), FinishAsync(begun[2], two)).WaitAsync(Patience);
        }

        AssertSame(inner, one);
        AssertSame(inner, two);
        var opened = source.Opens.Count(item => item.Key != ObjectName.Configuration);
        Assert.True(givesWay ? opened is > 0 and < 30 : opened == 60, $"{opened} of 60 objects were read from the source");
    }

    [Fact]
    public async Task A_target_that_fails_ends_alone()
    {
        var source = await SourceAsync(packs: 30);
        var good = new MemoryStore("good");
        var failing = new FailingStore(new MemoryStore("failing"), after: 5);

        var ends = await Synchronize.RunAllAsync(new ReplicaSynchronizer(source, 8 * PackLength, None), good, failing);

        Assert.Null(ends[0].Failure);
        Assert.IsType<StoreFailureException>(ends[1].Failure);
        AssertSame(source, good);
        Assert.DoesNotContain(failing.Held.Objects.Keys, name => name.Kind is ObjectKind.Snapshot);
    }

    [Fact]
    public async Task A_target_that_never_comes_keeps_no_other_waiting()
    {
        var source = await SourceAsync(packs: 30);
        var good = new MemoryStore("good");
        await using var all = new ReplicaSynchronizer(source, 8 * PackLength, None);
        var (one, never) = (all.Begin(), all.Begin());
        await FinishAsync(one, good).WaitAsync(Patience);
        AssertSame(source, good);
        await never.DisposeAsync();
    }

    [Fact]
    public async Task A_put_that_is_retried_is_served_from_memory()
    {
        var source = new CountingOpens(await SourceAsync(packs: 4));
        var (good, breaking) = (new MemoryStore("good"), new MemoryStore("breaking"));

        var ends = await Synchronize.RunAllAsync(new ReplicaSynchronizer(source, None), good, new RetryingStore(new BreakingStore(breaking), TimeProvider.System));

        Assert.All(ends, end => Assert.Null(end.Failure));
        AssertSame(source.Store, breaking);
        Assert.All(source.Opens.Where(item => item.Key != ObjectName.Configuration), item => Assert.Equal(1, item.Value));
    }

    [Fact]
    public async Task A_damaged_object_of_the_source_reaches_no_target()
    {
        var source = await SourceAsync(packs: 8);
        var pack = source.Objects.Keys.First(name => name.Kind is ObjectKind.Pack);
        source.Objects[pack][^1] ^= 1;
        MemoryStore[] targets = [new("a"), new("b")];

        var ends = await Synchronize.RunAllAsync(new ReplicaSynchronizer(source, None), targets);

        Assert.All(ends, end => Assert.Equal(new ObjectTampered("source", pack), Assert.IsType<ArchivistException>(end.Failure).Problem));
        Assert.All(targets, target => Assert.DoesNotContain(pack, target.Objects.Keys));
        Assert.All(targets, target => Assert.DoesNotContain(target.Objects.Keys, name => name.Kind is ObjectKind.Snapshot));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_damaged_object_of_the_source_comes_from_a_target_that_has_it(int lacking)
    {
        var source = await SourceAsync(packs: 8);
        var whole = new MemoryStore("whole");
        await Synchronize.RunAsync(source, whole);
        var pack = source.Objects.Keys.First(name => name.Kind is ObjectKind.Pack);
        source.Objects[pack] = [.. source.Objects[pack]];
        source.Objects[pack][5] ^= 1;
        var stoodIn = new ConcurrentQueue<(StoredObject Object, Exception Failure)>();
        var targets = Enumerable.Range(0, lacking).Select(i => new MemoryStore($"new {i}")).ToList();
        var all = new ReplicaSynchronizer(source, None) { StoodIn = (item, failure) => stoodIn.Enqueue((item, failure)) };

        var ends = await Synchronize.RunAllAsync(all, [whole, .. targets]);

        Assert.All(ends, end => Assert.Null(end.Failure));
        Assert.All(targets, target => Assert.Equal(whole.Objects[pack], target.Objects[pack]));
        var reported = Assert.Single(stoodIn);
        Assert.Equal(pack, reported.Object.Name);
        Assert.Equal(new ObjectTampered("source", pack), Assert.IsType<ArchivistException>(reported.Failure).Problem);
    }

    [Fact]
    public async Task A_target_that_is_listed_late_still_stands_in()
    {
        var source = await SourceAsync(packs: 8);
        var whole = new MemoryStore("whole");
        await Synchronize.RunAsync(source, whole);
        var pack = source.Objects.Keys.First(name => name.Kind is ObjectKind.Pack);
        source.Objects[pack] = [.. source.Objects[pack].Select(value => (byte)(value ^ 1))];
        var lacking = new MemoryStore("new");
        await using var all = new ReplicaSynchronizer(source, None);
        var (early, late) = (all.Begin(), all.Begin());

        var filled = FinishAsync(early, lacking);
        await Task.Delay(100, None);
        Assert.False(filled.IsCompleted);
        await FinishAsync(late, whole).WaitAsync(Patience);
        await filled.WaitAsync(Patience);

        Assert.Equal(whole.Objects[pack], lacking.Objects[pack]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(150)]
    public async Task What_a_target_accepts_and_does_not_keep_is_missed(int lacking)
    {
        var source = await SourceAsync(packs: 300);
        var target = new MemoryStore("forgetful");
        await Synchronize.RunAsync(source, target);
        foreach (var pack in source.Objects.Keys.Where(name => name.Kind is ObjectKind.Pack).Take(lacking))
            target.Objects.Remove(pack);

        var failure = await Assert.ThrowsAsync<ArchivistException>(() => Synchronize.RunAsync(source, new DiscardingStore(target)));

        Assert.Equal(lacking, Assert.IsType<ObjectsNotKept>(failure.Problem).Count);
    }

    [Fact]
    public async Task Truncated_objects_of_several_targets_are_written_again()
    {
        var source = await SourceAsync(packs: 8);
        MemoryStore[] targets = [new("a"), new("b")];
        foreach (var target in targets)
        {
            await Synchronize.RunAsync(source, target);
            var pack = target.Objects.Keys.First(name => name.Kind is ObjectKind.Pack);
            target.Objects[pack] = target.Objects[pack][..^1];
        }

        var ends = await Synchronize.RunAllAsync(new ReplicaSynchronizer(source, None), targets);

        Assert.All(ends, end => Assert.Equal(1, end.Result!.ObjectsReplaced));
        Assert.All(targets, target => AssertSame(source, target));
    }

    [Fact]
    public async Task Whatever_targets_lack_and_however_fast_they_are_all_end_complete()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var random = new Random(seed);
            var source = await SourceAsync(packs: 40);
            var stores = Enumerable.Range(0, 4).Select(i => new MemoryStore($"target {i}")).ToList();
            foreach (var store in stores)
            {
                foreach (var (name, bytes) in source.Objects.Where(_ => random.Next(3) == 0))
                    store.Objects[name] = bytes;
            }

            var targets = stores.Select((store, i) => (IObjectStore)new PausingStore(store, random.Next(4), seed + i)).ToArray();
            var ends = await Synchronize.RunAllAsync(new ReplicaSynchronizer(source, (2 + random.Next(12)) * PackLength, None), targets).WaitAsync(Patience);

            Assert.All(ends, end => Assert.Null(end.Failure));
            Assert.All(stores, store => AssertSame(source, store));
        }
    }

    private static async Task FinishAsync(TargetSynchronizer one, IObjectStore target)
    {
        await Task.Yield();
        await using var ended = one;
        await one.RunAsync(target, null, null, None);
    }

    private static void AssertSame(MemoryStore source, MemoryStore target)
    {
        Assert.Equal(source.Objects.Count, target.Objects.Count);
        Assert.All(source.Objects, item => Assert.True(item.Value.AsSpan().SequenceEqual(target.Objects[item.Key]), $"{item.Key} differs"));
    }

    private static async Task<MemoryStore> SourceAsync(int packs)
    {
        var store = new MemoryStore("source");
        await store.PutAsync(ObjectName.Configuration, new BytesContent("config"u8.ToArray()), None);
        var random = new Random(packs);
        for (var i = 0; i < packs; i++)
        {
            var content = new byte[PackLength];
            random.NextBytes(content);
            var kind = i % 10 == 1 ? ObjectKind.Index : i % 10 == 2 ? ObjectKind.Snapshot : ObjectKind.Pack;
            await store.PutAsync(new ObjectName(kind, Digest.Of(content)), new BytesContent(content), None);
        }

        return store;
    }

    private sealed class CountingOpens(MemoryStore inner) : DelegatingSource(inner)
    {
        private int _listings;

        internal MemoryStore Store => inner;

        internal ConcurrentDictionary<ObjectName, int> Opens { get; } = new();

        internal int Listings => _listings;

        internal Action BeforeOpen { get; init; } = static () => { };

        public override Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken)
        {
            BeforeOpen();
            Opens.AddOrUpdate(name, 1, (_, count) => count + 1);
            return base.OpenAsync(name, range, cancellationToken);
        }

        public override IAsyncEnumerable<StoredObject> ListAsync(ObjectKind kind, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _listings);
            return base.ListAsync(kind, cancellationToken);
        }
    }

    /// <summary>Reads the beginning of each object but the configuration and then waits.</summary>
    private sealed class HangingStore(MemoryStore inner, int untilRead) : DelegatingStore(inner)
    {
        internal TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal MemoryStore Held => inner;

        public override async Task PutAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken)
        {
            if (name.Kind is ObjectKind.Configuration)
            {
                await base.PutAsync(name, content, cancellationToken);
                return;
            }

            await using var stream = content.OpenFromStart();
            var bytes = new byte[content.Length];
            var first = Math.Min(untilRead, bytes.Length);
            await stream.ReadExactlyAsync(bytes.AsMemory(0, first), cancellationToken);
            await Release.Task;
            await stream.ReadExactlyAsync(bytes.AsMemory(first), cancellationToken);
            await base.PutAsync(name, new BytesContent(bytes), cancellationToken);
        }
    }

    private sealed class FailingStore(MemoryStore inner, int after) : DelegatingStore(inner)
    {
        private int _puts;

        internal MemoryStore Held => inner;

        public override Task PutAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken) =>
            Interlocked.Increment(ref _puts) > after
                ? Task.FromException(new StoreFailureException("the disk is gone", isTransient: false))
                : base.PutAsync(name, content, cancellationToken);
    }

    /// <summary>Breaks off the first put of each object.</summary>
    private sealed class BreakingStore(MemoryStore inner) : DelegatingStore(inner)
    {
        private readonly ConcurrentDictionary<ObjectName, bool> _broken = new();

        public override async Task PutAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken)
        {
            if (name.Kind is not ObjectKind.Configuration && _broken.TryAdd(name, true))
            {
                await using var stream = content.OpenFromStart();
                await stream.ReadExactlyAsync(new byte[1000], cancellationToken);
                throw new StoreFailureException("the connection broke", isTransient: true);
            }

            await base.PutAsync(name, content, cancellationToken);
        }
    }

    private sealed class PausingStore(MemoryStore inner, int longest, int seed) : DelegatingStore(inner)
    {
        private readonly Random _random = new(seed);

        public override async Task PutAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken)
        {
            await using var stream = content.OpenFromStart();
            var bytes = new byte[content.Length];
            for (var done = 0; done < bytes.Length; done += 1000)
            {
                await stream.ReadExactlyAsync(bytes.AsMemory(done, Math.Min(1000, bytes.Length - done)), cancellationToken);
                int pause;
                lock (_random)
                    pause = _random.Next(longest + 1);
                if (pause > 2)
                    await Task.Delay(1, cancellationToken);
                else if (pause > 0)
                    await Task.Yield();
            }

            await base.PutAsync(name, new BytesContent(bytes), cancellationToken);
        }
    }
}
