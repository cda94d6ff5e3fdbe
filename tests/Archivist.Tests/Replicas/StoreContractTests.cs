using Archivist.Replicas.Stores.Folder;
using Archivist.Repository.Crypto;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.Tests.Replicas;

public sealed class MemoryStoreTests : ObjectStoreContract
{
    protected override Task<IObjectStore> CreateAsync() => Task.FromResult<IObjectStore>(new MemoryStore());
}

public sealed class FaultyStoreTests : ObjectStoreContract
{
    protected override Task<IObjectStore> CreateAsync() => Task.FromResult<IObjectStore>(new FaultyStore(new MemoryStore(), StoreFault.None, 1));
}

public sealed class CrashingFilesTests : ObjectStoreContract
{
    protected override Task<IObjectStore> CreateAsync() => Task.FromResult<IObjectStore>(new FolderStore("/repository", new CrashingFiles()));
}

public sealed class FolderStoreTests : ObjectStoreContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    protected override Task<IObjectStore> CreateAsync() => Task.FromResult<IObjectStore>(new FolderStore(_folder["store"]));

    [Fact]
    public async Task When_an_object_came_is_known_and_nothing_is_known_of_one_that_is_not_there()
    {
        var store = new FolderStore(_folder["store"]);
        var content = "content"u8.ToArray();
        var name = new ObjectName(ObjectKind.Snapshot, Digest.Of(content));
        Assert.Null(await store.FindTimeAsync(name, CancellationToken.None));
        await store.PutAsync(name, new BytesContent(content), CancellationToken.None);
        var path = _folder[$"store/snapshots/{name.Id}"];
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch.AddDays(10_000));
        Assert.Equal(864_000_000, await store.FindTimeAsync(name, CancellationToken.None));
    }

    [Fact]
    public async Task Half_written_objects_are_not_listed_and_are_cleared_away()
    {
        var store = new FolderStore(_folder["store"]);
        var id = Digest.Of("x"u8).ToString();
        Directory.CreateDirectory(_folder[$"store/data/{id[..2]}"]);
        var leftover = _folder[$"store/data/{id[..2]}/{id}-tmp-0123456789ab"];
        await File.WriteAllTextAsync(leftover, "half");

        Assert.Empty(await store.ListSortedAsync(ObjectKind.Pack, CancellationToken.None));
        Assert.Equal(1, store.RemoveUnfinished());
        Assert.False(File.Exists(leftover));
    }

    [Fact]
    public async Task A_file_that_is_still_being_written_is_not_cleared_away()
    {
        var store = new FolderStore(_folder["store"]);
        Directory.CreateDirectory(_folder["store/index"]);
        await using var writer = new FileStream(_folder["store/index/abc-tmp-0123456789ab"], FileMode.CreateNew, FileAccess.Write, FileShare.None);
        Assert.Equal(0, store.RemoveUnfinished());
    }

    public void Dispose() => _folder.Dispose();
}
