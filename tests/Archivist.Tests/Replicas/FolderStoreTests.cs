using Archivist.Replicas.Stores.Folder;
using Archivist.Repository.Crypto;
using Archivist.Repository.Opening;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.Tests.Replicas;

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
        var cleared = -1;
        var content = new byte[100];
        var name = new ObjectName(ObjectKind.Index, Digest.Of(content));
        await store.PutAsync(name, new LookingContent(content, () => cleared = store.RemoveUnfinished()), CancellationToken.None);
        Assert.Equal(0, cleared);
        Assert.Equal(100, await store.FindLengthAsync(name, CancellationToken.None));
    }

    [Fact]
    public async Task A_file_is_held_until_it_has_its_name_and_can_be_read_from_then_on()
    {
        var files = new LookingFiles();
        var store = new FolderStore(_folder["store"], files);
        var content = new byte[100];
        var name = new ObjectName(ObjectKind.Index, Digest.Of(content));
        files.BeforeRename = () => Assert.Equal(0, store.RemoveUnfinished());
        files.AfterRename = () => Assert.Equal(content, File.ReadAllBytes(_folder[$"store/index/{name.Id}"]));
        await store.PutAsync(name, new BytesContent(content), CancellationToken.None);
        Assert.Equal(2, files.Looks);
    }

    [Fact]
    public async Task Init_clears_away_the_half_key_of_a_killed_one()
    {
        var store = new FolderStore(_folder["store"]);
        Directory.CreateDirectory(_folder["store/keys"]);
        var leftover = _folder[$"store/keys/{Digest.Of("x"u8)}-tmp-0123456789ab"];
        await File.WriteAllTextAsync(leftover, "{");
        await SealedRepository.CreateAsync(store, SampleRepository.Password, SampleRepository.Who, TimeProvider.System, CancellationToken.None);
        Assert.False(File.Exists(leftover));
        Assert.Single(Directory.GetFiles(_folder["store/keys"]));
    }

    public void Dispose() => _folder.Dispose();
}

/// <summary>What a file system failed with is marked as permanent or transient, and keeps its message and number.</summary>
public sealed class FolderFailureTests
{
    private static readonly ObjectName Name = new(ObjectKind.Pack, Digest.Of("abc"u8));

    [Theory]
    [InlineData(5, false)] // EIO
    [InlineData(30, false)] // EROFS
    [InlineData(110, true)] // ETIMEDOUT
    [InlineData(116, true)] // ESTALE
    public async Task A_failure_of_the_file_system_says_whether_it_may_pass(int error, bool isTransient)
    {
        var store = new FolderStore("/store", new FailingFiles(new IOException("failed", error)));
        var failures = new[]
        {
            await Assert.ThrowsAnyAsync<Exception>(() => store.PutAsync(Name, new BytesContent("abc"u8.ToArray()), CancellationToken.None)),
            await Assert.ThrowsAnyAsync<Exception>(() => store.OpenAsync(Name, ByteRange.All, CancellationToken.None)),
            await Assert.ThrowsAnyAsync<Exception>(async () => await store.FindLengthAsync(Name, CancellationToken.None)),
            await Assert.ThrowsAnyAsync<Exception>(async () => await store.RemoveAsync(Name, CancellationToken.None)),
            await Assert.ThrowsAnyAsync<Exception>(() => store.ListSortedAsync(ObjectKind.Pack, CancellationToken.None)),
        };
        Assert.All(failures, failure => Assert.Equal(isTransient, StoreFailureException.FindIn(failure)!.IsTransient));
        Assert.All(failures, failure => Assert.Equal(error, StoreFailureException.FindIn(failure)!.HResult));
    }

    [Fact]
    public async Task A_full_or_forbidden_folder_is_permanent()
    {
        var full = new FolderStore("/store", new FailingFiles(new IOException("No space left on device", 28)));
        var failure = await Assert.ThrowsAsync<Archivist.Platform.Problems.ArchivistException>(() => full.PutAsync(Name, new BytesContent("abc"u8.ToArray()), CancellationToken.None));
        Assert.Equal(Archivist.Platform.Problems.Failure.NoSpace, failure.Failure);
        Assert.False(StoreFailureException.FindIn(failure)!.IsTransient);
        var forbidden = new FolderStore("/store", new FailingFiles(new UnauthorizedAccessException("permission denied")));
        Assert.False(StoreFailureException.FindIn(await Assert.ThrowsAnyAsync<Exception>(() => forbidden.OpenAsync(Name, ByteRange.All, CancellationToken.None)))!.IsTransient);
    }

    private sealed class FailingFiles(Exception failure) : IStoreFiles
    {
        public long? FindLength(string path) => throw failure;

        public bool FolderExists(string path) => throw failure;

        public void MakeFolder(string path) => throw failure;

        public Task<IWrittenFile> WriteAsync(string path, IReplayableContent content, CancellationToken cancellationToken) => throw failure;

        public void Rename(string path, string newPath) => throw failure;

        public void MakeReadOnly(string path) => throw failure;

        public void Remove(string path) => throw failure;

        public void MakeFolderDurable(string path) => throw failure;

        public Stream OpenRead(string path) => throw failure;

        public IEnumerable<(string Path, long Length)> List(string folder, bool withSubfolders) => throw failure;

        public bool TryRemoveAbandoned(string path) => throw failure;
    }
}

/// <summary>Looks at the store while its bytes are being written.</summary>
file sealed class LookingContent(byte[] bytes, Action look) : IReplayableContent
{
    public long Length => bytes.Length;

    public Stream OpenFromStart()
    {
        look();
        return new MemoryStream(bytes);
    }
}

/// <summary>The files of this machine, with a look before and after a file gets its name.</summary>
file sealed class LookingFiles : IStoreFiles
{
    private readonly LocalFiles _files = LocalFiles.Instance;

    public int Looks { get; private set; }

    public Action BeforeRename { get; set; } = () => { };

    public Action AfterRename { get; set; } = () => { };

    public long? FindLength(string path) => _files.FindLength(path);

    public bool FolderExists(string path) => _files.FolderExists(path);

    public void MakeFolder(string path) => _files.MakeFolder(path);

    public Task<IWrittenFile> WriteAsync(string path, IReplayableContent content, CancellationToken cancellationToken) => _files.WriteAsync(path, content, cancellationToken);

    public void Rename(string path, string newPath)
    {
        BeforeRename();
        _files.Rename(path, newPath);
        AfterRename();
        Looks += 2;
    }

    public void MakeReadOnly(string path) => _files.MakeReadOnly(path);

    public void Remove(string path) => _files.Remove(path);

    public void MakeFolderDurable(string path) => _files.MakeFolderDurable(path);

    public Stream OpenRead(string path) => _files.OpenRead(path);

    public IEnumerable<(string Path, long Length)> List(string folder, bool withSubfolders) => _files.List(folder, withSubfolders);

    public bool TryRemoveAbandoned(string path) => _files.TryRemoveAbandoned(path);
}
