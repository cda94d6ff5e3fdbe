using Archivist.Replicas.Stores;
using Archivist.Replicas.Stores.Folder;
using Archivist.Replicas.Stores.Wrappers;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.Tests.Replicas;

/// <summary>Wrappers do not hide what the store behind them can do.</summary>
public sealed class CapabilityTests
{
    private static readonly ObjectName Name = new(ObjectKind.Pack, Digest.Of("abc"u8));

    public static TheoryData<string> Wrappers => [.. Wrap(new CapableStore()).Keys];

    [Theory]
    [MemberData(nameof(Wrappers))]
    public async Task The_date_of_an_object_is_found_through(string wrapper) =>
        Assert.Equal(42, await Wrap(new CapableStore())[wrapper].Find<IDatedStore>()!.FindTimeAsync(Name, CancellationToken.None));

    [Theory]
    [MemberData(nameof(Wrappers))]
    public void The_cache_is_found_through(string wrapper)
    {
        var store = new CapableStore();
        Wrap(store)[wrapper].Find<ICachedStore>()!.ForgetCached(Name);
        Assert.Equal(Name, store.Forgotten);
    }

    [Theory]
    [MemberData(nameof(Wrappers))]
    public void Copies_are_found_through(string wrapper)
    {
        var found = Wrap(new CapableStore())[wrapper].Find<IRedundantStore>();
        if (wrapper is nameof(OverlayStore))
            Assert.Null(found);
        else
            Assert.Equal(["first", "second"], found!.Copies.Select(copy => copy.Location));
    }

    [Theory]
    [MemberData(nameof(Wrappers))]
    public void A_capability_that_nothing_has_is_not_found_through(string wrapper) =>
        Assert.Null(Wrap(new MemoryStore())[wrapper].Find<IDatedStore>());

    [Theory]
    [MemberData(nameof(Wrappers))]
    public void A_directory_is_found_through(string wrapper)
    {
        var found = Wrap(new FolderStore("/nowhere"))[wrapper].Find<IDirectoryStore>();
        // An overlay is not the directory of either of its stores.
        Assert.Equal(wrapper is nameof(OverlayStore) ? null : "/nowhere", found?.Directory);
    }

    [Theory]
    [MemberData(nameof(Wrappers))]
    public void Files_are_found_except_through_what_limits_or_counts_reading(string wrapper) => Assert.Equal(
        wrapper is nameof(DiscardingStore) or nameof(RetryingStore) or "several",
        Wrap(new FolderStore("/nowhere"))[wrapper].Find<IFileStore>() is not null);

    [Theory]
    [MemberData(nameof(Wrappers))]
    public void What_cleans_up_is_found_except_through_what_does_not_write(string wrapper) => Assert.Equal(
        wrapper is not (nameof(DiscardingStore) or nameof(ReadOnlyStore) or "several"),
        Wrap(new FolderStore("/nowhere"))[wrapper].Find<ICleanableStore>() is not null);

    [Fact]
    public void An_overlay_cleans_up_its_changes_and_not_the_original()
    {
        using var folder = new ScratchFolder();
        var (original, changes) = (folder.Write("original/data/aa/name-tmp-1", "x"), folder.Write("changes/data/aa/name-tmp-1", "x"));
        var overlay = new OverlayStore(new FolderStore(folder.At("original")), new FolderStore(folder.At("changes")));

        Assert.Equal(1, overlay.Find<ICleanableStore>()!.RemoveUnfinished());

        Assert.True(File.Exists(original));
        Assert.False(File.Exists(changes));
    }

    [Fact]
    public void A_store_itself_has_what_it_implements_and_nothing_else()
    {
        IObjectSource folder = new FolderStore("/nowhere");
        Assert.Same(folder, folder.Find<IDatedStore>());
        Assert.Same(folder, folder.Find<ICachedStore>());
        Assert.Same(folder, folder.Find<IDirectoryStore>());
        Assert.Same(folder, folder.Find<IFileStore>());
        Assert.Same(folder, folder.Find<ICleanableStore>());
        Assert.Null(folder.Find<IRedundantStore>());
        IObjectSource union = new UnionStore([folder]);
        Assert.Same(union, union.Find<IRedundantStore>());
        Assert.Null(union.Find<IDatedStore>());
    }

    [Fact]
    public async Task What_is_read_from_a_copy_is_counted_too()
    {
        var first = new MemoryStore("first");
        await first.PutAsync(Name, new BytesContent("abc"u8.ToArray()), CancellationToken.None);
        var counting = new CountingSource(new UnionStore([first]));
        await counting.Find<IRedundantStore>()!.Copies[0].ReadAllAsync(Name, 10, CancellationToken.None);
        Assert.Equal(3, counting.BytesRead);
    }

    [Fact]
    public async Task A_source_in_the_place_of_a_store_is_read_and_refuses_to_be_written()
    {
        var memory = new MemoryStore();
        await memory.PutAsync(Name, new BytesContent("abc"u8.ToArray()), CancellationToken.None);
        var store = ReadOnlyStore.Over(new UnionStore([memory]));
        Assert.True(store.Traits.IsReadOnly);
        Assert.Equal("abc"u8.ToArray(), await store.ReadAllAsync(Name, 10, CancellationToken.None));
        await Assert.ThrowsAsync<Archivist.Platform.Problems.ArchivistException>(() => store.RemoveAsync(Name, CancellationToken.None));
        await Assert.ThrowsAsync<Archivist.Platform.Problems.ArchivistException>(() => store.PutAsync(ObjectName.Configuration, new BytesContent(default), CancellationToken.None));
        Assert.Same(memory, ReadOnlyStore.Over(memory));
    }

    private static Dictionary<string, IObjectSource> Wrap(IObjectStore store) => new()
    {
        [nameof(CountingSource)] = new CountingSource(store),
        [nameof(DiscardingStore)] = new DiscardingStore(store),
        [nameof(RetryingStore)] = new RetryingStore(store, TimeProvider.System),
        [nameof(ConcurrencyLimitStore)] = new ConcurrencyLimitStore(store, 1),
        [nameof(BandwidthLimitStore)] = new BandwidthLimitStore(store, new BandwidthLimits(), TimeProvider.System),
        [nameof(GatedStore)] = new GatedStore(store, _ => Task.CompletedTask),
        [nameof(OverlayStore)] = new OverlayStore(new MemoryStore(), store),
        [nameof(ReadOnlyStore)] = ReadOnlyStore.Over(new CountingSource(store)),
        ["several"] = new DiscardingStore(new RetryingStore(new DiscardingStore(store), TimeProvider.System)),
    };

    private sealed class CapableStore() : DelegatingStore(new MemoryStore()), IDatedStore, ICachedStore, IRedundantStore
    {
        internal ObjectName? Forgotten { get; private set; }

        public IReadOnlyList<IObjectSource> Copies { get; } = [new MemoryStore("first"), new MemoryStore("second")];

        public Task<long?> FindTimeAsync(ObjectName name, CancellationToken cancellationToken) => Task.FromResult<long?>(42);

        public void ForgetCached(ObjectName name) => Forgotten = name;
    }
}
