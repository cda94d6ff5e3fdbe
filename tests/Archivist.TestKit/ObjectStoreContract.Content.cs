using System.Security.Cryptography;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.TestKit;

/// <content>What content may do while it is put.</content>
public abstract partial class ObjectStoreContract
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16 * 1024)]
    [InlineData((16 * 1024) + 1)]
    [InlineData(1 << 20)]
    public async Task Content_of_any_length_is_stored_as_it_is(int length)
    {
        var store = await CreateAsync();
        var content = new ProbeContent(length);
        await store.PutAsync(content.Name, content, None);
        Assert.Equal(content.Bytes(), await store.ReadAllAsync(content.Name, length, None));
        Assert.Equal(length, await store.FindLengthAsync(content.Name, None));
    }

    [Fact]
    public async Task Content_that_comes_byte_by_byte_is_stored_as_it_is()
    {
        var store = await CreateAsync();
        var content = new ProbeContent(5_000) { Piece = 1 };
        await store.PutAsync(content.Name, content, None);
        Assert.Equal(content.Bytes(), await store.ReadAllAsync(content.Name, 5_000, None));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(150_000)]
    [InlineData(299_999)]
    [InlineData(300_000)]
    public async Task Content_that_fails_leaves_nothing_and_its_failure_is_what_the_caller_sees(int at)
    {
        var store = await CreateAsync();
        var failure = new InvalidDataException("the content broke");
        Assert.Same(failure, await Assert.ThrowsAsync<InvalidDataException>(() => store.PutAsync(Name, new ProbeContent(300_000, at) { Failure = failure }, None)));
        await RequireNothingAndPutAsync(store);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(150_000)]
    [InlineData(299_999)]
    [InlineData(300_001)]
    [InlineData(400_000)]
    public async Task Content_that_is_not_as_long_as_it_promised_is_refused(int delivered)
    {
        var store = await CreateAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => store.PutAsync(Name, new ProbeContent(300_000, delivered), None));
        await RequireNothingAndPutAsync(store);
    }

    [Fact]
    public async Task A_put_that_was_cancelled_before_it_began_leaves_nothing()
    {
        var store = await CreateAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.PutAsync(Name, new ProbeContent(300_000), Cancelled));
        await RequireNothingAndPutAsync(store);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(150_000)]
    public async Task A_put_that_is_cancelled_while_its_content_is_read_leaves_nothing(int at)
    {
        var store = await CreateAsync();
        using var stop = new CancellationTokenSource();
        var content = new ProbeContent(300_000)
        {
            Piece = 10_000,
            OnRead = done =>
            {
                if (done >= at)
                    stop.Cancel();
            },
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.PutAsync(Name, content, stop.Token));
        await RequireNothingAndPutAsync(store);
    }

    [Fact]
    public async Task A_put_that_fails_leaves_an_object_of_another_name_alone()
    {
        var store = await CreateAsync();
        await PutAsync(store);
        var other = ContractObjects.MissingName;
        await Assert.ThrowsAnyAsync<Exception>(() => store.PutAsync(other, new ProbeContent(100, 50) { Failure = new InvalidDataException() }, None));
        Assert.Null(await store.FindLengthAsync(other, None));
        Assert.Equal("payload"u8.ToArray(), await store.ReadAllAsync(Name, 100, None));
    }

    /// <summary>Takes seconds and half a gigabyte wherever the store keeps its objects.</summary>
    [Fact(Explicit = true)]
    public async Task An_object_of_512_MiB_is_stored_and_read_back()
    {
        const long Length = 512L << 20;
        var store = await CreateAsync();
        var content = new ProbeContent(Length);
        await store.PutAsync(content.Name, content, None);
        Assert.Equal(Length, await store.FindLengthAsync(content.Name, None));
        await using var expected = new ProbeContent(Length).OpenFromStart();
        await using var stored = await store.OpenAsync(content.Name, ByteRange.All, None);
        Assert.Equal(await SHA256.HashDataAsync(expected, None), await SHA256.HashDataAsync(stored, None));
        var last = new byte[100];
        await store.ReadRangeAsync(content.Name, Length - 100, last, None);
    }

    private static async Task RequireNothingAndPutAsync(IObjectStore store)
    {
        Assert.Null(await store.FindLengthAsync(Name, None));
        Assert.Empty(await store.ListSortedAsync(ObjectKind.Pack, None));
        await Assert.ThrowsAsync<ObjectMissingException>(() => store.OpenAsync(Name, ByteRange.All, None));
        await PutAsync(store);
        Assert.Equal("payload"u8.ToArray(), await store.ReadAllAsync(Name, 100, None));
    }
}
