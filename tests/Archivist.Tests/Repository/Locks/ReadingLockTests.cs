using System.Text.Json;
using Archivist.App.Messages;
using Archivist.Platform;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Problems;
using Archivist.Replicas.Stores.Wrappers;
using Archivist.Repository.Locks;
using Archivist.Repository.Opening;
using Archivist.Repository.Problems;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.Tests.Repository.Locks;

/// <summary>Readers keep prunes away where they can, and read where they cannot.</summary>
public sealed class ReadingLockTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly Operator Here = new("here", "me", 1, 1);
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly ManualClock _clock = new(Start);
    private readonly MemoryStore _store = new();
    private readonly List<Problem> _told = [];

    [Fact]
    public async Task A_prune_waits_for_readers_and_readers_for_a_prune()
    {
        var repository = await CreateAsync();
        await using (await AcquireAsync(repository))
        {
            var failure = await Assert.ThrowsAsync<ArchivistException>(() => RepositoryLock.AcquireAsync(repository, true, Here, _clock, None));
            Assert.Equal(Failure.RepositoryLocked, failure.Failure);
            await using var second = await AcquireAsync(repository);
            Assert.True(second.IsHeld);
        }

        Assert.Equal(0, Locks);
        await using (await RepositoryLock.AcquireAsync(repository, true, Here, _clock, None))
        {
            var failure = await Assert.ThrowsAsync<ArchivistException>(() => AcquireAsync(repository));
            Assert.Equal(Failure.RepositoryLocked, failure.Failure);
            Assert.True(Assert.IsType<RepositoryInUse>(failure.Problem).IsForReading);
            Assert.Contains("--no-lock", CommandLineMessages.Instance.Of(failure.Problem).Hint, StringComparison.Ordinal);
            Assert.Equal(1, Locks);
        }

        Assert.Empty(_told);
    }

    [Fact]
    public async Task An_abandoned_exclusive_lock_keeps_no_reader_waiting_and_stays()
    {
        var repository = await CreateAsync();
        await WriteExclusiveAsync(repository, "burnt", 1, Start - TimeSpan.FromHours(1));
        await WriteExclusiveAsync(repository, "here", int.MaxValue, Start);
        await using (var held = await AcquireAsync(repository))
            Assert.True(held.IsHeld);
        Assert.Equal(2, Locks);
    }

    [Theory]
    [InlineData("denied", 0)]
    [InlineData("read-only", 0)]
    [InlineData("full", 1)]
    public async Task A_place_that_takes_no_lock_is_read_without_one(string why, int sentences)
    {
        var repository = await CreateAsync();
        Exception cause = why switch
        {
            "denied" => TestProblem.Of(Failure.Failed, "no", new UnauthorizedAccessException("no")),
            "read-only" => new IOException("Read-only file system", 30),
            _ => TestProblem.Of(Failure.NoSpace, "no space is left"),
        };
        await using var held = await AcquireAsync(repository.From(new UnwritableStore(_store) { Cause = cause }));
        Assert.False(held.IsHeld);
        Assert.Equal(sentences, _told.Count);
    }

    [Fact]
    public async Task A_lost_lock_is_told_and_nothing_stops()
    {
        var repository = await CreateAsync();
        await using var held = await AcquireAsync(repository);
        foreach (var name in _store.Objects.Keys.Where(name => name.Kind is ObjectKind.Lock).ToList())
            await _store.RemoveAsync(name, None);
        await _clock.AdvanceUntilAsync(() => _told.Count > 0, TimeSpan.FromMinutes(1));
        Assert.Equal([new ReadingLockLost(_store.Location)], _told);
    }

    [Fact]
    public async Task A_lock_that_cannot_be_taken_away_is_told()
    {
        var repository = await CreateAsync();
        var store = new UnwritableStore(_store);
        var held = await AcquireAsync(repository.From(store));
        store.Cause = new IOException("the net is down");
        await held.DisposeAsync();
        Assert.Equal([new ReadingLockLeftBehind(_store.Location, new Cause.Detail("the net is down"))], _told);
    }

    private int Locks => _store.Objects.Keys.Count(name => name.Kind is ObjectKind.Lock);

    private Task<OpenRepository> CreateAsync() =>
        SealedRepository.CreateAsync(_store, SampleRepository.Password, SampleRepository.Who, TimeProvider.System, None);

    private Task<ReadingLock> AcquireAsync(OpenRepository repository) =>
        ReadingLock.AcquireAsync(repository, exclusive: false, Here, TimeSpan.Zero, _told.Add, _clock, None);

    private static Task WriteExclusiveAsync(OpenRepository repository, string host, int processId, DateTimeOffset time) => repository.WriteFileAsync(
        ObjectKind.Lock,
        new LockDocument(GoTime.From(time).ToString(), true, host, "other", processId, 1, 1).Write(),
        None);

    private sealed class UnwritableStore(IObjectStore inner) : DelegatingStore(inner)
    {
        internal Exception? Cause { get; set; }

        public override Task PutAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken) =>
            Cause is null ? base.PutAsync(name, content, cancellationToken) : Task.FromException(Cause);

        public override Task RemoveAsync(ObjectName name, CancellationToken cancellationToken) =>
            Cause is null ? base.RemoveAsync(name, cancellationToken) : Task.FromException(Cause);
    }
}
