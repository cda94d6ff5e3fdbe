using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.TestKit;

/// <summary>What every object store must do. Each adapter's tests are one line: how to create it, empty.</summary>
public abstract partial class ObjectStoreContract : ObjectSourceContract
{
    private static readonly ObjectName Name = new(ObjectKind.Pack, Digest.Of("payload"u8));

    /// <summary>Whether any object can be removed. Where it is false, locks can, and all others are refused.</summary>
    protected virtual bool AllowsRemoval => true;

    /// <summary>Whether what does not match its name is refused. Then one that is put again with its own bytes may also pass as stored.</summary>
    protected virtual bool ChecksContent => false;

    /// <summary>Whether of several puts of one name at the same time only one stores; otherwise all may, for they store the same.</summary>
    protected virtual bool LetsOneWin => true;

    /// <summary>A put that is repeated must have the object's own bytes.</summary>
    private bool NeedsOwnContent => ChecksContent || !LetsOneWin;

    private ObjectName RemovableName => AllowsRemoval ? Name : Name with { Kind = ObjectKind.Lock };

    /// <summary>A new, empty store.</summary>
    protected abstract Task<IObjectStore> CreateAsync();

    /// <inheritdoc/>
    protected sealed override async Task<IObjectSource> OpenWithAsync(IReadOnlyDictionary<ObjectName, byte[]> objects)
    {
        var store = await CreateAsync();
        foreach (var (name, content) in objects)
            await store.PutAsync(name, new BytesContent(content), None);
        return store;
    }

    [Fact]
    public async Task A_new_store_has_nothing()
    {
        var store = await CreateAsync();
        foreach (var kind in Enum.GetValues<ObjectKind>())
            Assert.Empty(await store.ListSortedAsync(kind, None));
        Assert.Null(await store.FindLengthAsync(ObjectName.Configuration, None));
        await Assert.ThrowsAsync<ObjectMissingException>(() => store.OpenAsync(ObjectName.Configuration, ByteRange.All, None));
    }

    [Theory]
    [InlineData(ObjectKind.Configuration)]
    [InlineData(ObjectKind.Key)]
    [InlineData(ObjectKind.Pack)]
    [InlineData(ObjectKind.Index)]
    [InlineData(ObjectKind.Snapshot)]
    [InlineData(ObjectKind.Lock)]
    public async Task Every_kind_is_put_listed_read_and_removed(ObjectKind kind)
    {
        var store = await CreateAsync();
        var name = kind is ObjectKind.Configuration ? ObjectName.Configuration : Name with { Kind = kind };
        await store.PutAsync(name, new BytesContent("payload"u8.ToArray()), None);
        Assert.Equal(new StoredObject(name, 7), Assert.Single(await store.ListSortedAsync(kind, None)));
        Assert.Equal("payload"u8.ToArray(), await store.ReadAllAsync(name, 100, None));
        if (AllowsRemoval || kind is ObjectKind.Lock)
        {
            await store.RemoveAsync(name, None);
            Assert.Empty(await store.ListSortedAsync(kind, None));
        }
        else
        {
            await Assert.ThrowsAsync<ArchivistException>(() => store.RemoveAsync(name, None));
            Assert.Equal("payload"u8.ToArray(), await store.ReadAllAsync(name, 100, None));
        }
    }

    [Fact]
    public async Task A_second_put_of_the_same_name_is_refused_and_changes_nothing()
    {
        var store = await CreateAsync();
        await PutAsync(store);
        await Assert.ThrowsAsync<ObjectExistsException>(() => store.PutAsync(Name, new BytesContent("other"u8.ToArray()), None));
        await Assert.ThrowsAsync<ObjectExistsException>(() => store.PutAsync(Name, new BytesContent("payload"u8.ToArray()), None));
        Assert.Equal("payload"u8.ToArray(), await store.ReadAllAsync(Name, 100, None));
        Assert.Single(await store.ListSortedAsync(ObjectKind.Pack, None));
    }

    [Fact]
    public async Task Of_many_puts_of_one_name_at_once_one_stores_and_the_others_hear_that_it_exists()
    {
        var store = await CreateAsync();
        var name = NeedsOwnContent ? ContractObjects.Name(ObjectKind.Pack, ContentOf(0)) : Name;
        var puts = Enumerable.Range(0, 12).Select(async number =>
        {
            await Task.Yield();
            try
            {
                await store.PutAsync(name, new BytesContent(ContentOf(NeedsOwnContent ? 0 : number)), None);
                return true;
            }
            catch (ObjectExistsException)
            {
                return false;
            }
        });
        var stored = (await Task.WhenAll(puts)).Count(stored => stored);
        Assert.InRange(stored, 1, NeedsOwnContent ? 12 : 1);
        var content = await store.ReadAllAsync(name, 1_000_000, None);
        Assert.All(content, value => Assert.Equal(content[0], value));
        Assert.Equal(100_000 + content[0], content.Length);
        Assert.Single(await store.ListSortedAsync(ObjectKind.Pack, None));

        static byte[] ContentOf(int number) => Enumerable.Repeat((byte)number, 100_000 + number).ToArray();
    }

    [Fact]
    public async Task Many_puts_of_many_names_at_once_all_arrive()
    {
        var store = await CreateAsync();
        var contents = Enumerable.Range(0, 60).Select(number => new byte[] { (byte)number, 1 }).ToList();
        await Parallel.ForEachAsync(contents, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (content, token) =>
            await store.PutAsync(ContractObjects.Name(ObjectKind.Pack, content), new BytesContent(content), token));
        Assert.Equal(
            contents.Select(content => new StoredObject(ContractObjects.Name(ObjectKind.Pack, content), 2)).ToHashSet(),
            (await store.ListSortedAsync(ObjectKind.Pack, None)).ToHashSet());
    }

    [Fact]
    public async Task What_does_not_match_its_name_is_refused_or_kept_as_it_is()
    {
        var store = await CreateAsync();
        try
        {
            await store.PutAsync(Name, new BytesContent("other"u8.ToArray()), None);
        }
        catch (Exception refused) when (refused is not Xunit.Sdk.XunitException)
        {
            Assert.Null(await store.FindLengthAsync(Name, None));
            return;
        }

        Assert.False(ChecksContent);
        Assert.Equal("other"u8.ToArray(), await store.ReadAllAsync(Name, 100, None));
    }

    [Fact]
    public async Task What_was_there_when_a_listing_began_is_listed_once_while_objects_are_added()
    {
        var store = await CreateAsync();
        var first = new HashSet<ObjectName>();
        for (var number = 0; number < 50; number++)
        {
            byte[] content = [(byte)number];
            first.Add(ContractObjects.Name(ObjectKind.Pack, content));
            await store.PutAsync(ContractObjects.Name(ObjectKind.Pack, content), new BytesContent(content), None);
        }

        var listed = new List<ObjectName>();
        var added = 0;
        await foreach (var (name, _) in store.ListAsync(ObjectKind.Pack, None))
        {
            listed.Add(name);
            if (added++ >= 100)
                continue;
            byte[] content = [(byte)added, 2];
            await store.PutAsync(ContractObjects.Name(ObjectKind.Pack, content), new BytesContent(content), None);
        }

        Assert.Equal(listed.Distinct().Count(), listed.Count);
        Assert.Subset(listed.ToHashSet(), first);
    }

    [Fact]
    public async Task Objects_are_removed_while_they_are_listed()
    {
        var store = await CreateAsync();
        for (var number = 0; number < 20; number++)
            await store.PutAsync(ContractObjects.Name(ObjectKind.Lock, [(byte)number]), new BytesContent(new[] { (byte)number }), None);
        await foreach (var (name, _) in store.ListAsync(ObjectKind.Lock, None))
            await store.RemoveAsync(name, None);
        Assert.Empty(await store.ListSortedAsync(ObjectKind.Lock, None));
    }

    [Fact]
    public async Task A_removed_object_is_gone_and_may_be_put_again()
    {
        var store = await CreateAsync();
        var name = RemovableName;
        await store.PutAsync(name, new BytesContent("payload"u8.ToArray()), None);
        await store.RemoveAsync(name, None);
        Assert.Null(await store.FindLengthAsync(name, None));
        Assert.Empty(await store.ListSortedAsync(name.Kind, None));
        await Assert.ThrowsAsync<ObjectMissingException>(() => store.OpenAsync(name, ByteRange.All, None));
        var other = NeedsOwnContent ? "payload"u8.ToArray() : "once more"u8.ToArray();
        await store.PutAsync(name, new BytesContent(other), None);
        Assert.Equal(other, await store.ReadAllAsync(name, 100, None));
    }

    [Fact]
    public async Task Removing_what_is_missing_is_no_error_and_removes_nothing_else()
    {
        var store = await CreateAsync();
        var name = RemovableName;
        await store.RemoveAsync(name, None);
        await store.PutAsync(name, new BytesContent("payload"u8.ToArray()), None);
        if (AllowsRemoval)
            await store.RemoveAsync(name with { Kind = ObjectKind.Index }, None);
        await store.RemoveAsync(ContractObjects.MissingName with { Kind = name.Kind }, None);
        Assert.Equal(7, await store.FindLengthAsync(name, None));
        await store.RemoveAsync(name, None);
        await store.RemoveAsync(name, None);
    }

    private static Task PutAsync(IObjectStore store) => store.PutAsync(Name, new BytesContent("payload"u8.ToArray()), None);
}
