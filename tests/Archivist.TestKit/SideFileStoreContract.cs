using Archivist.Replicas.Stores;
using Archivist.Repository.Stores;

namespace Archivist.TestKit;

/// <summary>What every store must do that keeps files beside the objects of a repository. Each adapter's tests are one line: how to open an empty one.</summary>
public abstract class SideFileStoreContract
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>An empty store with a place that exists.</summary>
    protected abstract Task<IObjectStore> CreateAsync();

    [Fact]
    public async Task A_file_is_read_back_replaced_and_measured()
    {
        var files = await OpenAsync();
        Assert.Null(await files.ReadFileAsync("ledger/checkpoint", 100, None));
        Assert.Null(await files.FindFileLengthAsync("ledger/checkpoint", None));

        await files.WriteFileAsync("ledger/checkpoint", "a first head"u8.ToArray(), None);
        await files.WriteFileAsync("ledger/checkpoint", "a second"u8.ToArray(), None);

        Assert.Equal("a second"u8.ToArray(), await files.ReadFileAsync("ledger/checkpoint", 8, None));
        Assert.Equal(8, await files.FindFileLengthAsync("ledger/checkpoint", None));
        await Assert.ThrowsAsync<InvalidDataException>(() => files.ReadFileAsync("ledger/checkpoint", 7, None));
    }

    [Fact]
    public async Task The_files_of_a_directory_are_removed_and_no_others()
    {
        var files = await OpenAsync();
        await files.RemoveFilesAsync("ledger/tile/0/000.p", None);
        foreach (var path in (string[])["ledger/tile/0/000.p/3", "ledger/tile/0/000.p/250", "ledger/tile/0/000", "ledger/tile/0/001.p/3"])
            await files.WriteFileAsync(path, "x"u8.ToArray(), None);

        await files.RemoveFilesAsync("ledger/tile/0/000.p", None);

        Assert.Null(await files.FindFileLengthAsync("ledger/tile/0/000.p/3", None));
        Assert.Null(await files.FindFileLengthAsync("ledger/tile/0/000.p/250", None));
        Assert.Equal(1, await files.FindFileLengthAsync("ledger/tile/0/000", None));
        Assert.Equal(1, await files.FindFileLengthAsync("ledger/tile/0/001.p/3", None));
    }

    [Fact]
    public async Task Files_are_no_objects_of_the_repository()
    {
        var store = await CreateAsync();
        await Files(store).WriteFileAsync("ledger/tile/entries/000", new byte[100_000], None);
        foreach (var kind in Enum.GetValues<ObjectKind>())
            Assert.Empty(await store.ListSortedAsync(kind, None));
    }

    private static ISideFileStore Files(IObjectStore store) => Assert.IsType<ISideFileStore>(store.Find<ISideFileStore>(), exactMatch: false);

    private async Task<ISideFileStore> OpenAsync() => Files(await CreateAsync());
}
