using Archivist.Platform.Problems;
using Archivist.Replicas.Reading;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.Tests.Replicas.Reading;

/// <summary>Two copies over links whose faults the test decides, in the time of the test.</summary>
public sealed class CopyUnionTests
{
    private const int PackSize = 4 << 20;
    private const double Fast = 20e6;

    private static readonly CancellationToken None = CancellationToken.None;

    private readonly ManualClock _clock = new(DateTimeOffset.UnixEpoch);
    private readonly MemoryStore _objects = new();
    private readonly List<ObjectName> _packs = [];

    [Fact]
    public async Task A_slow_first_copy_gets_almost_nothing_to_do()
    {
        var (slow, good) = (await LinkAsync("slow", Fast / 100), await LinkAsync("good", Fast));
        var union = Union(ReadingOrder.Fastest, slow, good);

        await ReadAllAsync(union);

        Assert.InRange(ShareOf(union, "slow").Bytes, 0, _packs.Count * (long)PackSize / 10);
    }

    [Fact]
    public async Task Two_equal_copies_share_the_work()
    {
        var (one, other) = (await LinkAsync("one", Fast), await LinkAsync("other", Fast));
        var union = Union(ReadingOrder.Fastest, one, other);

        await ReadAllAsync(union);

        var total = _packs.Count * (long)PackSize;
        Assert.InRange(ShareOf(union, "one").Bytes, total / 4, total);
        Assert.InRange(ShareOf(union, "other").Bytes, total / 4, total);
    }

    [Theory]
    [InlineData(LinkFault.Silent)]
    [InlineData(LinkFault.Refusing)]
    [InlineData(LinkFault.Truncating)]
    public async Task A_copy_that_dies_midway_costs_no_object(LinkFault fault)
    {
        var (dying, good) = (await LinkAsync("dying", Fast), await LinkAsync("good", Fast));
        (dying.Fault, dying.FaultAfter) = (fault, 6 << 20);
        var union = Union(ReadingOrder.Fastest, dying, good);

        await ReadAllAsync(union);
    }

    [Theory]
    [InlineData(LinkFault.Silent, ReadingOrder.Fastest)]
    [InlineData(LinkFault.Silent, ReadingOrder.Listed)]
    [InlineData(LinkFault.Refusing, ReadingOrder.Fastest)]
    [InlineData(LinkFault.Refusing, ReadingOrder.Listed)]
    [InlineData(LinkFault.Truncating, ReadingOrder.Listed)]
    public async Task A_first_copy_that_never_works_costs_no_object(LinkFault fault, ReadingOrder order)
    {
        var (bad, good) = (await LinkAsync("bad", Fast), await LinkAsync("good", Fast));
        bad.Fault = fault;
        var union = Union(order, bad, good);

        await ReadAllAsync(union);

        Assert.Equal(_packs.Count * (long)PackSize, ShareOf(union, "good").Bytes + ShareOf(union, "bad").Bytes);
    }

    [Fact]
    public async Task A_copy_that_failed_is_set_aside_and_tried_again_later()
    {
        var (first, second) = (await LinkAsync("first", Fast), await LinkAsync("second", Fast));
        first.Fault = LinkFault.Refusing;
        var union = Union(ReadingOrder.Listed, first, second);
        await PassAsync(ReadAsync(union, _packs[0]));
        var asked = first.Asked.Count;
        Assert.InRange(asked, 1, 9);

        first.Fault = LinkFault.None;
        await PassAsync(ReadAsync(union, _packs[1]));
        Assert.Equal(asked, first.Asked.Count);

        _clock.Advance(TimeSpan.FromMinutes(2));
        await PassAsync(ReadAsync(union, _packs[2]));
        Assert.True(first.Asked.Count > asked, "The copy is well again and was not asked.");
    }

    [Fact]
    public async Task What_is_read_twice_stays_within_the_budget()
    {
        var (fickle, good) = (await LinkAsync("fickle", Fast), await LinkAsync("good", Fast / 2));
        var union = Union(ReadingOrder.Fastest, fickle, good);
        var reading = Task.WhenAll(_packs.Select(pack => ReadAsync(union, pack)));
        for (var turn = 0; !reading.IsCompleted; turn++)
        {
            fickle.Fault = turn % 200 < 100 ? LinkFault.Silent : LinkFault.None;
            await StepAsync();
        }

        await reading;
        Assert.InRange(union.BytesReadTwice, 0, (_packs.Count * (long)PackSize / 20) + (4 << 20));
    }

    [Fact]
    public async Task In_the_listed_order_only_the_first_copy_is_read()
    {
        var (first, faster) = (await LinkAsync("first", Fast), await LinkAsync("faster", Fast * 4));
        var union = Union(ReadingOrder.Listed, first, faster);

        await ReadAllAsync(union);

        Assert.InRange(ShareOf(union, "faster").Bytes, 0, _packs.Count * (long)PackSize / 10);
    }

    [Fact]
    public async Task In_the_cheapest_order_a_local_copy_is_read_and_then_the_one_with_the_lower_price()
    {
        var (dear, cheap, local) = (await LinkAsync("dear", Fast * 4), await LinkAsync("cheap", Fast), await LinkAsync("local", Fast, isLocal: true));
        var union = new CopyUnion(
            [new ReadingCopy("dear", dear) { PricePerGiB = 0.09m }, new ReadingCopy("cheap", cheap) { PricePerGiB = 0.01m }, new ReadingCopy("local", local)], ReadingOrder.Cheapest, _clock);
        await PassAsync(ReadAsync(union, _packs[0]));
        Assert.Equal((0, 0), (dear.Asked.Count, cheap.Asked.Count));

        local.Fault = LinkFault.Refusing;
        await PassAsync(ReadAsync(union, _packs[1]));
        Assert.Equal((long)PackSize, ShareOf(union, "cheap").Bytes);
        Assert.Empty(dear.Asked);
    }

    [Fact]
    public async Task A_rejected_copy_is_not_asked_for_the_same_range_again()
    {
        var (lying, good) = (await LinkAsync("lying", Fast), await LinkAsync("good", Fast));
        lying.Fault = LinkFault.Lying;
        var union = Union(ReadingOrder.Listed, lying, good);
        var buffer = new byte[1000];

        var first = await PassAsync(union.ReadFromOneAsync(_packs[0], 500, buffer, None));
        Assert.Same(lying, first);
        union.Reject(_packs[0], new ByteRange(500, 1000), first);
        var second = await PassAsync(union.ReadFromOneAsync(_packs[0], 500, buffer, None));
        Assert.Same(good, second);
        Assert.Equal(_objects.Objects[_packs[0]].AsSpan(500, 1000).ToArray(), buffer);
        union.Reject(_packs[0], new ByteRange(500, 1000), second);
        Assert.Null(await PassAsync(union.ReadFromOneAsync(_packs[0], 500, buffer, None)));
        Assert.Equal(1, ShareOf(union, "lying").WrongRanges);
    }

    [Fact]
    public async Task Wrong_bytes_of_a_stream_are_blamed_on_the_copy_that_delivered_them()
    {
        var (lying, good) = (await LinkAsync("lying", Fast), await LinkAsync("good", Fast));
        lying.Fault = LinkFault.Lying;
        var union = Union(ReadingOrder.Listed, lying, good);
        Assert.NotEqual(_objects.Objects[_packs[0]], await PassAsync(union.ReadAllAsync(_packs[0], PackSize, None)));

        union.Reject(_packs[0], new ByteRange(10, 100), copy: null);

        Assert.Equal(_objects.Objects[_packs[0]], await PassAsync(union.ReadAllAsync(_packs[0], PackSize, None)));
        Assert.Equal(1, ShareOf(union, "lying").WrongRanges);
    }

    [Fact]
    public async Task An_object_that_is_named_by_its_hash_comes_from_a_copy_that_has_it_right()
    {
        var content = "the snapshot"u8.ToArray();
        var name = new ObjectName(ObjectKind.Snapshot, Digest.Of(content));
        await _objects.PutAsync(name, new BytesContent(content), None);
        var (lying, good) = (await LinkAsync("lying", Fast), await LinkAsync("good", Fast));
        lying.Fault = LinkFault.Lying;
        var union = Union(ReadingOrder.Listed, lying, good);

        Assert.Equal(content, await PassAsync(union.ReadAllAsync(name, 100, None)));

        good.Fault = LinkFault.Lying;
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => PassAsync(union.ReadAllAsync(name, 100, None)));
        Assert.Equal(Failure.Tampering, failure.Failure);
    }

    [Fact]
    public async Task A_copy_without_an_object_is_not_asked_for_it_again()
    {
        var empty = new PacedSource(new MemoryStore("empty"), "empty", _clock, TimeSpan.FromMilliseconds(10), Fast);
        var union = Union(ReadingOrder.Listed, empty, await LinkAsync("good", Fast));
        for (var i = 0; i < 5; i++)
            Assert.NotNull(await PassAsync(union.ReadFromOneAsync(_packs[0], i * 100, new byte[100], None)));

        Assert.Single(empty.Asked);
        Assert.Null(ShareOf(union, "empty").LastFailure);
    }

    [Fact]
    public async Task When_every_copy_fails_the_failure_is_said()
    {
        var (one, other) = (await LinkAsync("one", Fast), await LinkAsync("other", Fast));
        (one.Fault, other.Fault) = (LinkFault.Refusing, LinkFault.Refusing);
        var failure = await Assert.ThrowsAnyAsync<IOException>(() => PassAsync(ReadAsync(Union(ReadingOrder.Fastest, one, other), _packs[0])));
        Assert.Contains("refuses", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_who_stops_leaves_no_request_behind()
    {
        var silent = await LinkAsync("silent", Fast);
        silent.Fault = LinkFault.Silent;
        using var stop = new CancellationTokenSource();
        var reading = Union(ReadingOrder.Fastest, silent).ReadFromOneAsync(_packs[0], 0, new byte[100], stop.Token);
        await StepAsync();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PassAsync(reading));
    }

    [Fact]
    public async Task A_listing_comes_from_the_first_copy_that_can_list()
    {
        var (gone, good) = (await LinkAsync("gone", Fast), await LinkAsync("good", Fast));
        gone.Fault = LinkFault.Refusing;
        var listed = await PassAsync(Union(ReadingOrder.Fastest, gone, good).ListSortedAsync(ObjectKind.Pack, None));
        Assert.Equal(_packs.ToHashSet(), listed.Select(item => item.Name).ToHashSet());
    }

    private CopyUnion Union(ReadingOrder order, params PacedSource[] links) => new([.. links.Select(link => new ReadingCopy(link.Location, link))], order, _clock);

    private async Task<PacedSource> LinkAsync(string name, double rate, bool isLocal = false)
    {
        if (_packs.Count == 0)
        {
            var random = new Random(12);
            for (var i = 0; i < 8; i++)
            {
                var content = new byte[PackSize];
                random.NextBytes(content);
                _packs.Add(new ObjectName(ObjectKind.Pack, Digest.Of(content)));
                await _objects.PutAsync(_packs[^1], new BytesContent(content), None);
            }
        }

        return new PacedSource(_objects, name, _clock, TimeSpan.FromMilliseconds(10), rate) { Traits = new StoreTraits(4, IsReadOnly: true, isLocal) };
    }

    private async Task ReadAllAsync(CopyUnion union) => await PassAsync(Task.WhenAll(_packs.Select(pack => ReadAsync(union, pack))));

    private async Task ReadAsync(CopyUnion union, ObjectName pack)
    {
        var content = new byte[PackSize];
        await union.ReadRangeAsync(pack, 0, content, None);
        Assert.Equal(_objects.Objects[pack], content);
    }

    private static CopyShare ShareOf(CopyUnion union, string name) => union.Shares.Single(share => share.Name == name);

    private async Task PassAsync(Task work)
    {
        for (var step = 0; !work.IsCompleted; step++)
        {
            Assert.True(step < 30_000, "What was waited for did not happen.");
            await StepAsync();
        }

        await work;
    }

    private async Task<T> PassAsync<T>(Task<T> work)
    {
        await PassAsync((Task)work);
        return await work;
    }

    /// <summary>What is due happens, and then time passes: what runs on other threads gets some of the real one.</summary>
    private async Task StepAsync()
    {
        for (var turn = 0; turn < 20; turn++)
            await Task.Yield();
        await Task.Delay(1);
        _clock.Advance(TimeSpan.FromMilliseconds(5));
    }
}
