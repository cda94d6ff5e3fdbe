using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.TestKit;

/// <summary>What every object store must do. Each adapter's tests are one line: how to create it, empty.</summary>
public abstract class ObjectStoreContract
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>A new, empty store.</summary>
    protected abstract Task<IObjectStore> CreateAsync();

    [Fact]
    public async Task What_was_put_is_read_back()
    {
        var store = await CreateAsync();
        var name = await PutAsync(store, "payload"u8.ToArray());
        Assert.Equal("payload"u8.ToArray(), await store.ReadAllAsync(name, 100, None));
    }

    [Fact]
    public async Task A_second_put_of_the_same_name_is_refused_and_changes_nothing()
    {
        var store = await CreateAsync();
        var name = await PutAsync(store, "payload"u8.ToArray());
        await Assert.ThrowsAsync<ObjectExistsException>(() => store.PutAsync(name, new BytesContent("other"u8.ToArray()), None));
        Assert.Equal("payload"u8.ToArray(), await store.ReadAllAsync(name, 100, None));
    }

    [Fact]
    public async Task A_range_gives_exactly_its_bytes()
    {
        var store = await CreateAsync();
        var name = await PutAsync(store, "0123456789"u8.ToArray());
        var middle = new byte[4];
        await store.ReadRangeAsync(name, 3, middle, None);
        Assert.Equal("3456"u8.ToArray(), middle);
        await using var tail = await store.OpenAsync(name, new ByteRange(8, null), None);
        Assert.Equal("89", await new StreamReader(tail).ReadToEndAsync(None));
    }

    [Fact]
    public async Task A_range_beyond_the_end_fails()
    {
        var store = await CreateAsync();
        var name = await PutAsync(store, "0123456789"u8.ToArray());
        await Assert.ThrowsAsync<EndOfStreamException>(() => store.ReadRangeAsync(name, 8, new byte[4], None));
        await Assert.ThrowsAsync<EndOfStreamException>(() => store.ReadRangeAsync(name, 20, new byte[4], None));
    }

    [Fact]
    public async Task A_missing_object_is_said_to_be_missing()
    {
        var store = await CreateAsync();
        var name = new ObjectName(ObjectKind.Pack, Digest.Of("never put"u8));
        await Assert.ThrowsAsync<ObjectMissingException>(() => store.ReadAllAsync(name, 100, None));
        Assert.Null(await store.FindLengthAsync(name, None));
        await store.RemoveAsync(name, None);
    }

    [Fact]
    public async Task A_listing_shows_each_object_of_its_kind_once_with_its_length()
    {
        var store = await CreateAsync();
        var packs = new HashSet<ObjectName>();
        for (var i = 0; i < 20; i++)
            packs.Add(await PutAsync(store, [(byte)i, 1, 2]));
        await store.PutAsync(new ObjectName(ObjectKind.Index, Digest.Of("index"u8)), new BytesContent(new byte[7]), None);

        var listed = await store.ListSortedAsync(ObjectKind.Pack, None);
        Assert.Equal(packs, listed.Select(item => item.Name).ToHashSet());
        Assert.Equal(20, listed.Count);
        Assert.All(listed, item => Assert.Equal(3, item.Length));
        Assert.Equal(7, Assert.Single(await store.ListSortedAsync(ObjectKind.Index, None)).Length);
    }

    [Fact]
    public async Task A_removed_object_is_gone()
    {
        var store = await CreateAsync();
        var name = await PutAsync(store, "payload"u8.ToArray());
        await store.RemoveAsync(name, None);
        Assert.Null(await store.FindLengthAsync(name, None));
        Assert.Empty(await store.ListSortedAsync(ObjectKind.Pack, None));
    }

    [Fact]
    public async Task The_configuration_is_found_by_its_name_alone()
    {
        var store = await CreateAsync();
        Assert.Null(await store.FindLengthAsync(ObjectName.Configuration, None));
        await store.PutAsync(ObjectName.Configuration, new BytesContent(new byte[5]), None);
        Assert.Equal(5, await store.FindLengthAsync(ObjectName.Configuration, None));
    }

    [Fact]
    public async Task An_object_of_several_megabytes_survives()
    {
        var store = await CreateAsync();
        var bytes = new byte[5_000_000];
        new Random(1).NextBytes(bytes);
        var name = await PutAsync(store, bytes);
        Assert.Equal(bytes, await store.ReadAllAsync(name, bytes.Length, None));
    }

    private static async Task<ObjectName> PutAsync(IObjectStore store, byte[] bytes)
    {
        var name = new ObjectName(ObjectKind.Pack, Digest.Of(bytes));
        await store.PutAsync(name, new BytesContent(bytes), None);
        return name;
    }
}
