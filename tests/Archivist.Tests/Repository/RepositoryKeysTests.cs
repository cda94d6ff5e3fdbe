using Archivist.Platform;
using Archivist.Platform.Problems;
using Archivist.Repository.Keys;
using Archivist.Repository.Locks;
using Archivist.Repository.Opening;
using Archivist.TestKit;

namespace Archivist.Tests.Repository;

public sealed class RepositoryKeysTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Several_passwords_open_the_same_repository_and_the_one_in_use_stays()
    {
        var store = await SampleRepository.CreateAsync();
        var repository = await OpenAsync(store, SampleRepository.Password);
        var added = await RepositoryKeys.AddAsync(repository, "second"u8.ToArray(), SampleRepository.Who, TimeProvider.System, None);
        var byTheSecond = await OpenAsync(store, "second"u8.ToArray());
        Assert.Equal(repository.Id, byTheSecond.Id);
        Assert.Equal(added.Id, byTheSecond.OpenedBy);
        Assert.Single(await byTheSecond.ListSnapshotsAsync(None));

        var keys = await RepositoryKeys.ListAsync(byTheSecond, null, None);
        Assert.Equal(2, keys.Count);
        Assert.Equal(added.Id, Assert.Single(keys, key => key.IsCurrent).Id);

        await using var held = await RepositoryLock.AcquireAsync(byTheSecond, true, Operator.Current, TimeProvider.System, None);
        Assert.Equal(Failure.Usage, (await Assert.ThrowsAsync<ArchivistException>(() => RepositoryKeys.RemoveAsync(byTheSecond, added.Id, held, None))).Failure);
        await RepositoryKeys.RemoveAsync(byTheSecond, repository.OpenedBy!.Value, held, None);
        Assert.Equal(Failure.WrongKey, (await Assert.ThrowsAsync<ArchivistException>(() => OpenAsync(store, SampleRepository.Password))).Failure);
    }

    [Fact]
    public async Task Changing_the_password_never_leaves_a_moment_without_a_key_that_works()
    {
        var original = await SampleRepository.CreateAsync();
        for (var changes = 0; changes <= 2; changes++)
        {
            var store = new MemoryStore();
            foreach (var (name, bytes) in original.Objects)
                store.Objects.Add(name, bytes);
            var repository = await OpenAsync(store, SampleRepository.Password);
            await using var held = await RepositoryLock.AcquireAsync(repository, true, Operator.Current, TimeProvider.System, None);
            try
            {
                await RepositoryKeys.ReplaceCurrentAsync(
                    repository.From(new StoppingStore(store, changes, lastOneHappens: false)), "new"u8.ToArray(), SampleRepository.Who, TimeProvider.System, held, None);
            }
            catch (IOException)
            {
                Assert.True(changes < 2);
            }

            await OpenAsync(store, changes < 2 ? SampleRepository.Password : "new"u8.ToArray());
            if (changes > 0)
                await OpenAsync(store, "new"u8.ToArray());
        }
    }

    [Fact]
    public async Task An_empty_password_is_refused()
    {
        var store = await SampleRepository.CreateAsync();
        var repository = await OpenAsync(store, SampleRepository.Password);
        await Assert.ThrowsAsync<ArchivistException>(() => RepositoryKeys.AddAsync(repository, default, SampleRepository.Who, TimeProvider.System, None));
        Assert.Single(await RepositoryKeys.ListAsync(repository, null, None));
    }

    private static async Task<OpenRepository> OpenAsync(MemoryStore store, ReadOnlyMemory<byte> password) =>
        await (await SealedRepository.FindAsync(store, None)).UnlockAsync(password, None);
}
