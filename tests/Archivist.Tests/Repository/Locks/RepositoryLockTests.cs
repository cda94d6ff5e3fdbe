using System.Text.Json;
using Archivist.Platform;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Problems;
using Archivist.Repository.Locks;
using Archivist.Repository.Opening;
using Archivist.Repository.Problems;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.Tests.Repository.Locks;

public sealed class RepositoryLockTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly Operator Here = new("here", "me", 1, 1);
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly ManualClock _clock = new(Start);

    [Fact]
    public async Task A_lock_is_replaced_every_five_minutes()
    {
        var (store, repository) = await CreateAsync();
        await using var held = await RepositoryLock.AcquireAsync(repository, false, Here, _clock, None);
        var first = Assert.Single(Locks(store));
        await _clock.AdvanceUntilAsync(() => !Locks(store).Contains(first) && Locks(store).Count == 1, TimeSpan.FromMinutes(1));
        var since = _clock.GetUtcNow() - Start;
        Assert.InRange(since, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(29));
        await held.ConfirmAsync(None);
    }

    [Fact]
    public async Task A_process_of_this_machine_that_is_gone_holds_nothing()
    {
        var (store, repository) = await CreateAsync();
        await WriteLockAsync(repository, "here", int.MaxValue, Start, exclusive: true);
        await using var held = await RepositoryLock.AcquireAsync(repository, true, Here, _clock, None);
        Assert.Single(Locks(store));
    }

    [Fact]
    public async Task A_process_of_this_machine_that_runs_is_never_robbed_however_far_the_clock_has_jumped()
    {
        var (store, repository) = await CreateAsync();
        await WriteLockAsync(repository, "here", Environment.ProcessId, Start, exclusive: false);
        _clock.Jump(TimeSpan.FromDays(400));
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => RepositoryLock.AcquireAsync(repository, true, Here, _clock, None));
        Assert.Equal(Failure.RepositoryLocked, failure.Failure);
        Assert.Single(Locks(store));
    }

    [Fact]
    public async Task An_old_lock_of_another_machine_is_removed_only_after_it_was_watched()
    {
        var (store, repository) = await CreateAsync();
        var old = await WriteLockAsync(repository, "elsewhere", 1, Start - TimeSpan.FromHours(2), exclusive: false);
        var acquiring = RepositoryLock.AcquireAsync(repository, true, Here, _clock, None);
        await _clock.AdvanceUntilAsync(() => acquiring.IsCompleted, TimeSpan.FromSeconds(30));
        await using var held = await acquiring;
        Assert.True(_clock.GetUtcNow() - Start >= RepositoryLock.WatchFor);
        Assert.DoesNotContain(old, Locks(store));
    }

    [Fact]
    public async Task A_damaged_lock_is_told_and_keeps_nobody_from_adding()
    {
        var (store, repository) = await CreateAsync();
        var damaged = await DamageAsync(store, repository);
        List<Problem> told = [];
        var request = new LockRequest { Who = Here, Waiting = told.Add };
        await using var held = await RepositoryLock.AcquireAsync(repository, request, _clock, None);
        Assert.Equal([new DamagedLockPassedOver(damaged.Id)], told);
        Assert.Contains(damaged, Locks(store));
    }

    [Fact]
    public async Task A_damaged_lock_is_watched_by_who_removes()
    {
        var (store, repository) = await CreateAsync();
        var damaged = await DamageAsync(store, repository);
        var acquiring = RepositoryLock.AcquireAsync(repository, true, Here, _clock, None);
        await _clock.AdvanceUntilAsync(() => acquiring.IsCompleted, TimeSpan.FromSeconds(30));
        await using var held = await acquiring;
        Assert.True(_clock.GetUtcNow() - Start >= RepositoryLock.WatchFor);
        Assert.DoesNotContain(damaged, Locks(store));
    }

    [Fact]
    public async Task A_live_lock_that_looks_old_because_our_clock_has_jumped_is_not_removed()
    {
        var (store, repository) = await CreateAsync();
        var name = await WriteLockAsync(repository, "elsewhere", 1, Start, exclusive: false);
        _clock.Jump(TimeSpan.FromHours(5));
        var acquiring = RepositoryLock.AcquireAsync(repository, true, Here, _clock, None);
        // The other one refreshes every five minutes, by its own clock, which is right.
        for (var i = 1; i <= 12; i++)
        {
            var until = _clock.GetTimestamp() + TimeSpan.FromMinutes(5).Ticks;
            await _clock.AdvanceUntilAsync(() => _clock.GetTimestamp() >= until || acquiring.IsCompleted, TimeSpan.FromSeconds(30));
            Assert.False(acquiring.IsCompleted);
            Assert.Contains(name, Locks(store));
            var next = await WriteLockAsync(repository, "elsewhere", 1, Start + i * TimeSpan.FromMinutes(5), exclusive: false);
            await store.RemoveAsync(name, None);
            name = next;
        }

        await store.RemoveAsync(name, None);
        await _clock.AdvanceUntilAsync(() => acquiring.IsCompleted, TimeSpan.FromSeconds(30));
        await using var held = await acquiring;
    }

    [Fact]
    public async Task Waiting_gets_the_lock_when_the_other_one_ends_and_gives_up_when_it_does_not()
    {
        var (store, repository) = await CreateAsync();
        var other = await WriteLockAsync(repository, "elsewhere", 1, Start, exclusive: true);
        var said = new List<Problem>();
        var request = new LockRequest { Who = Here, Wait = TimeSpan.FromMinutes(10), Waiting = said.Add };
        var tooShort = RepositoryLock.AcquireAsync(repository, request with { Wait = TimeSpan.FromMinutes(2) }, _clock, None);
        await _clock.AdvanceUntilAsync(() => tooShort.IsCompleted, TimeSpan.FromSeconds(10));
        Assert.Equal(Failure.RepositoryLocked, (await Assert.ThrowsAsync<ArchivistException>(() => tooShort)).Failure);

        var acquiring = RepositoryLock.AcquireAsync(repository, request, _clock, None);
        var until = _clock.GetTimestamp() + TimeSpan.FromMinutes(3).Ticks;
        await _clock.AdvanceUntilAsync(() => _clock.GetTimestamp() >= until, TimeSpan.FromSeconds(10));
        Assert.False(acquiring.IsCompleted);
        await store.RemoveAsync(other, None);
        await _clock.AdvanceUntilAsync(() => acquiring.IsCompleted, TimeSpan.FromSeconds(10));
        await using var held = await acquiring;
        Assert.Equal(2, said.Count);
        Assert.All(said, notice => Assert.Equal("elsewhere", Assert.IsType<LockWaited>(notice).Holder.Hostname));
    }

    [Fact]
    public async Task A_lock_that_somebody_removed_stops_the_work()
    {
        var (store, repository) = await CreateAsync();
        await using var held = await RepositoryLock.AcquireAsync(repository, true, Here, _clock, None);
        var working = held.RunAsync(async stop =>
        {
            await Task.Delay(Timeout.Infinite, stop);
            return 0;
        }, None);
        await store.RemoveAsync(Assert.Single(Locks(store)), None);
        await _clock.AdvanceUntilAsync(() => working.IsCompleted, TimeSpan.FromMinutes(1));
        Assert.Equal(Failure.RepositoryLocked, (await Assert.ThrowsAsync<ArchivistException>(() => working)).Failure);
        await Assert.ThrowsAsync<ArchivistException>(() => held.ConfirmAsync(None));
        Assert.Empty(Locks(store));
    }

    [Fact]
    public async Task A_store_that_refuses_refreshing_for_too_long_stops_the_work_before_others_may_take_over()
    {
        var (store, repository) = await CreateAsync();
        var refusing = new RefusingStore(store);
        await using var held = await RepositoryLock.AcquireAsync(repository.From(refusing), false, Here, _clock, None);
        refusing.Refuses = true;
        await _clock.AdvanceUntilAsync(() => held.Lost.IsCancellationRequested, TimeSpan.FromMinutes(1));
        Assert.InRange(_clock.GetUtcNow() - Start, RepositoryLock.LostAfter, RepositoryLocks.StaleAfter);
        refusing.Refuses = false;
    }

    [Fact]
    public async Task Removal_names_what_is_left_behind_and_leaves_the_living()
    {
        var (_, repository) = await CreateAsync();
        var gone = await WriteLockAsync(repository, "here", int.MaxValue, Start, exclusive: true);
        var old = await WriteLockAsync(repository, "elsewhere", 1, Start - TimeSpan.FromHours(1), exclusive: false);
        var live = await WriteLockAsync(repository, "elsewhere", 2, Start, exclusive: false);
        var plan = await RepositoryLocks.PlanRemovalAsync(repository, all: false, Here, _clock, None);
        Assert.Equal(new HashSet<ObjectName> { gone, old }, plan.Select(item => item.Name).ToHashSet());
        Assert.Contains((await RepositoryLocks.PlanRemovalAsync(repository, all: true, Here, _clock, None)), item => item.Name == live);
    }

    private static List<ObjectName> Locks(MemoryStore store) => [.. store.Objects.Keys.Where(name => name.Kind is ObjectKind.Lock)];

    private static async Task<(MemoryStore Store, OpenRepository Repository)> CreateAsync()
    {
        var store = new MemoryStore();
        return (store, await SealedRepository.CreateAsync(store, SampleRepository.Password, SampleRepository.Who, TimeProvider.System, None));
    }

    private static async Task<ObjectName> DamageAsync(MemoryStore store, OpenRepository repository)
    {
        var name = await WriteLockAsync(repository, "elsewhere", 1, Start, exclusive: true);
        store.Objects[name] = store.Objects[name][..20];
        return name;
    }

    private static Task<ObjectName> WriteLockAsync(OpenRepository repository, string host, int processId, DateTimeOffset time, bool exclusive)
    {
        var document = new LockDocument(GoTime.From(time).ToString(), exclusive, host, "other", processId, 1, 1);
        return repository.WriteFileAsync(ObjectKind.Lock, document.Write(), None);
    }

    private sealed class RefusingStore(IObjectStore inner) : Archivist.Replicas.Stores.Wrappers.DelegatingStore(inner)
    {
        internal volatile bool Refuses;

        public override Task PutAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken) =>
            Refuses ? throw new IOException("the net is down") : base.PutAsync(name, content, cancellationToken);
    }
}
