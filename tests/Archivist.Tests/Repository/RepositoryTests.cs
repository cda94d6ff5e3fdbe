using Archivist.Images.Verifying;
using Archivist.Platform;
using Archivist.Platform.Problems;
using Archivist.Repository.Checking;
using Archivist.Repository.Locks;
using Archivist.Repository.Opening;
using Archivist.Repository.Packs;
using Archivist.Repository.Stores;
using Archivist.Repository.Writing;
using Archivist.TestKit;

namespace Archivist.Tests.Repository;

public sealed class RepositoryTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_wrong_password_opens_nothing_and_changes_nothing()
    {
        var store = await SampleRepository.CreateAsync();
        var before = store.Objects.Count;
        var found = await SealedRepository.FindAsync(store, None);
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => found.UnlockAsync("wrong"u8.ToArray(), None));
        Assert.Equal(Failure.WrongKey, failure.Failure);
        Assert.Equal(before, store.Objects.Count);
    }

    [Fact]
    public async Task An_empty_place_holds_no_repository()
    {
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => SealedRepository.FindAsync(new MemoryStore(), None));
        Assert.Equal(Failure.RepositoryMissing, failure.Failure);
    }

    [Fact]
    public async Task A_second_repository_is_not_created_over_the_first()
    {
        var store = await SampleRepository.CreateAsync();
        await Assert.ThrowsAsync<ArchivistException>(
            () => SealedRepository.CreateAsync(store, SampleRepository.Password, SampleRepository.Who, TimeProvider.System, None));
    }

    [Fact]
    public async Task Nothing_is_reachable_without_a_commit()
    {
        var store = await SampleRepository.CreateAsync();
        var repository = await OpenAsync(store);
        await using (var writer = (await repository.LoadIndexAsync(None)).BeginWrite(PackSizing.Default))
            await writer.AddTreeAsync([], None);
        Assert.Single(await repository.ListSnapshotsAsync(None));
        Assert.True((await new RepositoryCheck(repository).RunAsync(true, null, None)).IsSound);
    }

    [Fact]
    public async Task The_same_content_is_stored_once()
    {
        var store = await SampleRepository.CreateAsync();
        var repository = await OpenAsync(store);
        await SampleRepository.AddSnapshotAsync(await repository.LoadIndexAsync(None), SampleRepository.Content);
        Assert.Equal(2, (await repository.ListSnapshotsAsync(None)).Count);
        Assert.Equal(2, store.Objects.Keys.Count(name => name.Kind is ObjectKind.Pack));
    }

    [Fact]
    public async Task A_store_that_refuses_packs_ends_the_transaction_with_its_reason()
    {
        var store = new RefusingStore(await SampleRepository.CreateAsync());
        var repository = await OpenAsync(store);
        var failure = await Assert.ThrowsAsync<ArchivistException>(
            async () => await SampleRepository.AddSnapshotAsync(await repository.LoadIndexAsync(None), new byte[100_000]));
        Assert.Equal(Failure.NoSpace, failure.Failure);
        Assert.Single(await repository.ListSnapshotsAsync(None));
    }

    [Fact]
    public async Task Exclusive_locks_exclude_and_shared_ones_do_not()
    {
        var repository = await OpenAsync(await SampleRepository.CreateAsync());
        await using (await RepositoryLock.AcquireAsync(repository, false, Operator.Current, TimeProvider.System, None))
        {
            await using var second = await RepositoryLock.AcquireAsync(repository, false, Operator.Current, TimeProvider.System, None);
            var failure = await Assert.ThrowsAsync<ArchivistException>(
                () => RepositoryLock.AcquireAsync(repository, true, Operator.Current, TimeProvider.System, None));
            Assert.Equal(Failure.RepositoryLocked, failure.Failure);
        }

        await using var exclusive = await RepositoryLock.AcquireAsync(repository, true, Operator.Current, TimeProvider.System, None);
    }

    [Fact]
    public async Task Every_flipped_byte_of_every_object_is_found_by_reading_the_data()
    {
        var store = await SampleRepository.CreateAsync();
        foreach (var (name, bytes) in store.Objects.Where(item => item.Key.Kind is not (ObjectKind.Key or ObjectKind.Configuration)).ToList())
        {
            for (var i = 0; i < bytes.Length; i++)
            {
                bytes[i] ^= 0x40;
                var report = await new RepositoryCheck(await OpenAsync(store)).RunAsync(true, null, None);
                Assert.False(report.IsSound, $"byte {i} of {name}");
                bytes[i] ^= 0x40;
            }
        }

        Assert.Empty((await new RepositoryCheck(await OpenAsync(store)).RunAsync(true, null, None)).Findings);
    }

    [Fact]
    public async Task Missing_and_truncated_objects_are_found_without_reading_the_data()
    {
        foreach (var kind in new[] { ObjectKind.Pack, ObjectKind.Index })
        {
            var store = await SampleRepository.CreateAsync();
            var name = store.Objects.Keys.First(item => item.Kind == kind);
            store.Objects.Remove(name);
            Assert.False((await new RepositoryCheck(await OpenAsync(store)).RunAsync(false, null, None)).IsSound);
        }

        var truncated = await SampleRepository.CreateAsync();
        var pack = truncated.Objects.Keys.First(item => item.Kind is ObjectKind.Pack);
        truncated.Objects[pack] = truncated.Objects[pack][..^1];
        Assert.False((await new RepositoryCheck(await OpenAsync(truncated)).RunAsync(false, null, None)).IsSound);
    }

    private static OpenRepository? _cached;
    private static IObjectStore? _cachedStore;

    /// <summary>Deriving the key takes a while on purpose; a test that opens one store a thousand times does it once.</summary>
    private static async Task<OpenRepository> OpenAsync(IObjectStore store)
    {
        if (_cachedStore == store)
            return _cached!;
        _cached = await (await SealedRepository.FindAsync(store, None)).UnlockAsync(SampleRepository.Password, None);
        _cachedStore = store;
        return _cached;
    }

    private sealed class RefusingStore(IObjectStore inner) : Archivist.Replicas.Stores.Wrappers.DelegatingStore(inner)
    {
        public override Task PutAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken) =>
            throw TestProblem.Of(Failure.NoSpace, "no space");
    }
}
