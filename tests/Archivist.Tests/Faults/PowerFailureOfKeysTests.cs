using System.Text.Json;
using Archivist.Platform;
using Archivist.Platform.Problems;
using Archivist.Replicas.Stores.Folder;
using Archivist.Repository.Crypto;
using Archivist.Repository.Files;
using Archivist.Repository.Keys;
using Archivist.Repository.Locks;
using Archivist.Repository.Opening;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.Tests.Faults;

/// <summary>
/// The power fails at every step of adding, changing and removing a password. At every moment a password that was told to work opens the repository,
/// no key is torn, and one that was told to be gone opens nothing.
/// </summary>
public sealed class PowerFailureOfKeysTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly ReadOnlyMemory<byte> Old = "old"u8.ToArray();
    private static readonly ReadOnlyMemory<byte> New = "new"u8.ToArray();

    private readonly CrashingFiles _files = new();

    [Fact]
    public async Task Adding_a_password_may_be_cut_off_anywhere()
    {
        await CreateAsync(Old);
        await FailEverywhereAsync(
            repository => AddAsync(repository, New),
            async (files, wasTold) => Assert.True(await OpensAsync(files, Old) && (!wasTold || await OpensAsync(files, New))));
    }

    [Fact]
    public async Task Changing_the_password_may_be_cut_off_anywhere()
    {
        await CreateAsync(Old);
        await FailEverywhereAsync(
            async repository =>
            {
                await using var held = await RepositoryLock.AcquireAsync(repository, true, Operator.Current, TimeProvider.System, None);
                await RepositoryKeys.ReplaceCurrentAsync(repository, New, Operator.Current, TimeProvider.System, held, None);
            },
            async (files, wasTold) =>
            {
                var (opensOld, opensNew) = (await OpensAsync(files, Old), await OpensAsync(files, New));
                Assert.True(wasTold ? opensNew && !opensOld : opensOld || opensNew, $"old: {opensOld}, new: {opensNew}");
            });
    }

    [Fact]
    public async Task Removing_a_password_may_be_cut_off_anywhere()
    {
        var repository = await CreateAsync(Old);
        var other = (await RepositoryKeys.AddAsync(repository, New, Operator.Current, TimeProvider.System, None)).Id;
        await FailEverywhereAsync(
            async found =>
            {
                await using var held = await RepositoryLock.AcquireAsync(found, true, Operator.Current, TimeProvider.System, None);
                await RepositoryKeys.RemoveAsync(found, other, held, None);
            },
            async (files, wasTold) => Assert.True(await OpensAsync(files, Old) && !(wasTold && await OpensAsync(files, New))));
    }

    private static async Task AddAsync(OpenRepository repository, ReadOnlyMemory<byte> password)
    {
        await using var held = await RepositoryLock.AcquireAsync(repository, false, Operator.Current, TimeProvider.System, None);
        await RepositoryKeys.AddAsync(repository, password, Operator.Current, TimeProvider.System, None);
    }

    /// <param name="work">Done with the repository that <see cref="Old"/> opened, or <see cref="New"/> where that is all there is.</param>
    /// <param name="expect">Looks at what is left; the flag says that the work came to its end.</param>
    private async Task FailEverywhereAsync(Func<OpenRepository, Task> work, Func<CrashingFiles, bool, Task> expect)
    {
        for (var step = 1; ; step++)
        {
            var failing = _files.Clone(failsAt: step);
            var wasTold = await Record.ExceptionAsync(async () => await work((await UnlockAsync(failing, Old))!)) is null;
            var after = failing.Restart(new Random(step));
            await expect(after, wasTold);
            var torn = new List<Problem>();
            var survivor = (await UnlockAsync(after, Old) ?? await UnlockAsync(after, New))!;
            await RepositoryKeys.ListAsync(survivor, torn.Add, None);
            Assert.Empty(torn);

            await PowerCuts.RemoveLocksAsync(survivor);
            if (wasTold)
            {
                Assert.True(step > 10, $"only {step} steps");
                return;
            }

            if (await UnlockAsync(after, Old) is { } again)
            {
                await work(again);
                await expect(after, true);
            }
        }
    }

    /// <summary>A repository whose keys cost next to nothing to try.</summary>
    private async Task<OpenRepository> CreateAsync(ReadOnlyMemory<byte> password)
    {
        var master = SealingKey.Generate();
        var store = new FolderStore(PowerCuts.Folder, _files);
        var key = KeyFile.Create(master, password.Span, Operator.Current, TimeProvider.System.GetUtcNow(), Cheap);
        await store.PutAsync(new ObjectName(ObjectKind.Key, Digest.Of(key)), new BytesContent(key), None);
        var config = new ConfigDocument(2, new string('0', 64), "25b468838dcb75");
        var sealedConfig = new SealerPool(master).Seal(config.Write());
        await store.PutAsync(ObjectName.Configuration, new BytesContent(sealedConfig), None);
        return (await UnlockAsync(_files, password))!;
    }

    private static KeyCost Cheap => new(2, 1, 1);

    private static async Task<bool> OpensAsync(CrashingFiles files, ReadOnlyMemory<byte> password) => await UnlockAsync(files, password) is not null;

    private static async Task<OpenRepository?> UnlockAsync(CrashingFiles files, ReadOnlyMemory<byte> password)
    {
        var store = new FolderStore(PowerCuts.Folder, files);
        try
        {
            return (await (await SealedRepository.FindAsync(store, None)).UnlockAsync(password, None)).WithKeysOf(Cheap);
        }
        catch (ArchivistException cause) when (cause.Failure is Failure.WrongKey)
        {
            return null;
        }
    }
}
