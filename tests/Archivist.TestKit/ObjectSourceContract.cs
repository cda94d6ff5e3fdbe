using Archivist.Repository.Stores;

namespace Archivist.TestKit;

/// <summary>What every place that objects are read from must do. Each adapter's tests are one line: how to open one that holds <see cref="ContractObjects.All"/>.</summary>
public abstract class ObjectSourceContract
{
    private protected static readonly CancellationToken None = CancellationToken.None;

    private protected static readonly CancellationToken Cancelled = new(canceled: true);

    /// <summary>A source that holds exactly those objects.</summary>
    protected abstract Task<IObjectSource> OpenWithAsync(IReadOnlyDictionary<ObjectName, byte[]> objects);

    [Fact]
    public async Task Every_object_is_read_back_and_has_its_length()
    {
        var source = await OpenAsync();
        foreach (var (name, content) in ContractObjects.All)
        {
            Assert.Equal(content, await source.ReadAllAsync(name, content.Length, None));
            Assert.Equal(content.Length, await source.FindLengthAsync(name, None));
        }
    }

    [Theory]
    [InlineData(0, 10L)]
    [InlineData(0, 1L)]
    [InlineData(9, 1L)]
    [InlineData(3, 4L)]
    [InlineData(0, 0L)]
    [InlineData(5, 0L)]
    [InlineData(10, 0L)]
    [InlineData(0, null)]
    [InlineData(3, null)]
    [InlineData(9, null)]
    [InlineData(10, null)]
    public async Task A_range_gives_exactly_its_bytes(long offset, long? length)
    {
        var source = await OpenAsync();
        await using var part = await source.OpenAsync(ContractObjects.DigitsName, new ByteRange(offset, length), None);
        Assert.Equal(ContractObjects.Digits.AsSpan((int)offset, (int)(length ?? 10 - offset)).ToArray(), await ReadAsync(part, 64));
    }

    [Theory]
    [InlineData(8, 4L)]
    [InlineData(0, 11L)]
    [InlineData(10, 1L)]
    [InlineData(11, 0L)]
    [InlineData(11, 1L)]
    [InlineData(11, null)]
    [InlineData(1000, 1000L)]
    [InlineData(0, long.MaxValue)]
    [InlineData(long.MaxValue - 1, 1L)]
    public async Task A_range_beyond_the_end_is_refused_when_it_is_opened(long offset, long? length)
    {
        var source = await OpenAsync();
        await Assert.ThrowsAsync<EndOfStreamException>(() => source.OpenAsync(ContractObjects.DigitsName, new ByteRange(offset, length), None));
    }

    [Theory]
    [InlineData(-1, 1L)]
    [InlineData(-1, null)]
    [InlineData(0, -1L)]
    [InlineData(long.MinValue, long.MinValue)]
    public void A_negative_range_does_not_exist(long offset, long? length) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ByteRange(offset, length));

    [Theory]
    [InlineData(0, null)]
    [InlineData(0, 0L)]
    public async Task An_empty_object_is_read_as_empty(long offset, long? length)
    {
        var source = await OpenAsync();
        await using var content = await source.OpenAsync(ContractObjects.EmptyName, new ByteRange(offset, length), None);
        Assert.Empty(await ReadAsync(content, 64));
    }

    [Fact]
    public async Task An_empty_object_has_no_first_byte()
    {
        var source = await OpenAsync();
        await Assert.ThrowsAsync<EndOfStreamException>(() => source.OpenAsync(ContractObjects.EmptyName, new ByteRange(0, 1), None));
        await Assert.ThrowsAsync<EndOfStreamException>(() => source.OpenAsync(ContractObjects.EmptyName, new ByteRange(1, null), None));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2_499_990, 7)]
    [InlineData(2_097_151, 4096)]
    public async Task A_range_of_a_large_object_is_read_in_pieces_of_any_size(int offset, int piece)
    {
        var source = await OpenAsync();
        var name = ContractObjects.Name(ObjectKind.Pack, ContractObjects.Large);
        var length = Math.Min(10_000, ContractObjects.Large.Length - offset);
        await using var part = await source.OpenAsync(name, new ByteRange(offset, length), None);
        Assert.Equal(ContractObjects.Large.AsSpan(offset, length).ToArray(), await ReadAsync(part, piece));
    }

    [Fact]
    public async Task A_stream_may_be_left_in_the_middle_and_others_go_on()
    {
        var source = await OpenAsync();
        var name = ContractObjects.Name(ObjectKind.Pack, ContractObjects.Large);
        await using (var left = await source.OpenAsync(name, ByteRange.All, None))
            Assert.True(await left.ReadAsync(new byte[100], None) > 0);
        Assert.Equal(ContractObjects.Digits, await source.ReadAllAsync(ContractObjects.DigitsName, 10, None));
    }

    [Fact]
    public async Task Many_read_at_once_and_each_gets_its_own()
    {
        var source = await OpenAsync();
        await Parallel.ForEachAsync(ContractObjects.All, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (item, token) =>
            Assert.Equal(item.Value, await source.ReadAllAsync(item.Key, item.Value.Length, token)));
    }

    [Theory]
    [InlineData(ObjectKind.Pack)]
    [InlineData(ObjectKind.Index)]
    [InlineData(ObjectKind.Snapshot)]
    [InlineData(ObjectKind.Lock)]
    [InlineData(ObjectKind.Key)]
    public async Task A_missing_object_is_said_to_be_missing(ObjectKind kind)
    {
        var source = await OpenAsync();
        var name = ContractObjects.MissingName with { Kind = kind };
        Assert.Equal(name, (await Assert.ThrowsAsync<ObjectMissingException>(() => source.OpenAsync(name, ByteRange.All, None))).Name);
        await Assert.ThrowsAsync<ObjectMissingException>(() => source.OpenAsync(name, new ByteRange(3, 4), None));
        await Assert.ThrowsAsync<ObjectMissingException>(() => source.OpenAsync(name, new ByteRange(0, 0), None));
        Assert.Null(await source.FindLengthAsync(name, None));
    }

    [Fact]
    public async Task Names_that_look_alike_are_told_apart()
    {
        var source = await OpenAsync();
        var (one, other) = ContractObjects.Alike();
        Assert.Equal(one, await source.ReadAllAsync(ContractObjects.Name(ObjectKind.Pack, one), 10, None));
        Assert.Equal(other, await source.ReadAllAsync(ContractObjects.Name(ObjectKind.Pack, other), 10, None));
        Assert.Null(await source.FindLengthAsync(ContractObjects.Name(ObjectKind.Index, one), None));
        Assert.Null(await source.FindLengthAsync(ContractObjects.Name(ObjectKind.Snapshot, ContractObjects.Digits), None));
    }

    [Theory]
    [InlineData(ObjectKind.Configuration)]
    [InlineData(ObjectKind.Pack)]
    [InlineData(ObjectKind.Index)]
    [InlineData(ObjectKind.Key)]
    [InlineData(ObjectKind.Snapshot)]
    [InlineData(ObjectKind.Lock)]
    public async Task A_listing_shows_each_object_of_its_kind_once_with_its_length(ObjectKind kind)
    {
        var source = await OpenAsync();
        var listed = await source.ListSortedAsync(kind, None);
        var expected = ContractObjects.All.Where(item => item.Key.Kind == kind).Select(item => new StoredObject(item.Key, item.Value.Length)).ToHashSet();
        Assert.Equal(expected.Count, listed.Count);
        Assert.Equal(expected, listed.ToHashSet());
    }

    [Fact]
    public async Task Two_listings_at_once_do_not_disturb_each_other()
    {
        var source = await OpenAsync();
        var (packs, keys) = (0, 0);
        await foreach (var _ in source.ListAsync(ObjectKind.Pack, None))
        {
            packs++;
            if (packs < 4)
            {
                await foreach (var __ in source.ListAsync(ObjectKind.Key, None))
                    keys++;
            }
        }

        Assert.Equal((ContractObjects.All.Keys.Count(name => name.Kind is ObjectKind.Pack), 3), (packs, keys));
    }

    [Fact]
    public async Task A_listing_may_be_left_in_the_middle_and_begun_again()
    {
        var source = await OpenAsync();
        await foreach (var _ in source.ListAsync(ObjectKind.Pack, None))
            break;
        Assert.Equal(ContractObjects.All.Keys.Count(name => name.Kind is ObjectKind.Pack), (await source.ListSortedAsync(ObjectKind.Pack, None)).Count);
    }

    [Theory]
    [InlineData(ObjectKind.Pack)]
    [InlineData(ObjectKind.Snapshot)]
    public async Task A_listing_that_was_cancelled_before_it_began_throws(ObjectKind kind)
    {
        var source = await OpenAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await source.ListSortedAsync(kind, Cancelled));
    }

    [Fact]
    public async Task A_listing_that_is_cancelled_in_the_middle_throws_and_does_not_just_end()
    {
        var source = await OpenAsync();
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in source.ListAsync(ObjectKind.Pack, stop.Token))
                await stop.CancelAsync();
        });
    }

    [Fact]
    public async Task A_reading_that_was_cancelled_before_it_began_throws()
    {
        var source = await OpenAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => source.ReadAllAsync(ContractObjects.DigitsName, 10, Cancelled));
    }

    [Fact]
    public async Task Traits_are_of_use_and_a_place_has_a_name()
    {
        var source = await OpenAsync();
        Assert.InRange(source.Traits.MaxConcurrency, 1, 1000);
        Assert.NotEmpty(source.Location);
    }

    [Fact]
    public async Task A_capability_that_nothing_has_is_not_found() => Assert.Null((await OpenAsync()).Find<NoCapability>());

    private protected static async Task<byte[]> ReadAsync(Stream stream, int piece)
    {
        using var all = new MemoryStream();
        var buffer = new byte[piece];
        int read;
        while ((read = await stream.ReadAsync(buffer, None)) > 0)
            all.Write(buffer, 0, read);
        return all.ToArray();
    }

    private Task<IObjectSource> OpenAsync() => OpenWithAsync(ContractObjects.All);

    private sealed class NoCapability;
}
