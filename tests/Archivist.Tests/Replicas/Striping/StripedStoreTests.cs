using Archivist.Platform.Problems;
using Archivist.Replicas.Striping;
using Archivist.Repository.Stores;

namespace Archivist.Tests.Replicas.Striping;

public sealed class StripedStoreTests
{
    public static TheoryData<int, int> Sizes => [(3, 2), (1, 1), (2, 3), (4, 1), (2, 4), (1, 2)];

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task Everything_is_read_without_any_shares_as_many_as_there_are_recovery_shares(int data, int recovery)
    {
        using var shares = new Shares(data, recovery);
        await shares.FillAsync(packs: 23, seed: data);
        await shares.FillAsync(packs: 2, seed: data + 100);
        await shares.RequireAllAsync(shares.OpenAll());
        foreach (var lost in StripeExponents.Subsets(data + recovery, recovery))
        {
            foreach (var share in lost)
                shares.Move(share);
            await shares.RequireAllAsync(shares.OpenAll());
            foreach (var share in lost)
                shares.Return(share);
        }

        Assert.Equal(0, await shares.OpenAll().Stored.CountUnprotectedAsync(readsWhole: true, CancellationToken.None));
    }

    [Fact]
    public async Task Packs_are_spread_evenly_and_each_is_on_one_share()
    {
        using var shares = new Shares(3, 2);
        await shares.FillAsync(packs: 60, seed: 1);
        var bytes = Enumerable.Range(0, 3).Select(share => shares.FilesOf(share, "*").Where(file => file.Contains("/data/", StringComparison.Ordinal)).Sum(file => new FileInfo(file).Length)).ToList();
        Assert.True(bytes.Max() - bytes.Min() < 5000);
        Assert.Equal(shares.Objects.Where(item => item.Key.Kind is ObjectKind.Pack).Sum(item => (long)item.Value.Length), bytes.Sum());
        Assert.All(Enumerable.Range(0, 5), share => Assert.Single(shares.FilesOf(share, "config")));
    }

    [Fact]
    public async Task An_index_is_put_only_after_all_packs_are_protected()
    {
        using var shares = new Shares(2, 1);
        var store = shares.OpenAll().Stored;
        var pack = "some pack"u8.ToArray();
        await store.PutAsync(new ObjectName(ObjectKind.Pack, Archivist.Repository.Crypto.Digest.Of(pack)), new BytesContent(pack), CancellationToken.None);
        Assert.Equal(1, await store.CountUnprotectedAsync(readsWhole: false, CancellationToken.None));
        await store.PutAsync(new ObjectName(ObjectKind.Index, Archivist.Repository.Crypto.Digest.Of("index"u8)), new BytesContent("index"u8.ToArray()), CancellationToken.None);
        Assert.Equal(0, await store.CountUnprotectedAsync(readsWhole: false, CancellationToken.None));
        Assert.NotEmpty(shares.FilesOf(2, "stripe-*.par2"));
    }

    [Fact]
    public async Task Damaged_packs_and_recovery_data_are_computed_from_the_others_and_repaired()
    {
        using var shares = new Shares(3, 2);
        await shares.FillAsync(packs: 24, seed: 5);
        Shares.Damage(shares.FilesOf(0, "*").First(file => file.Contains("/data/", StringComparison.Ordinal)));
        Shares.Damage(shares.FilesOf(3, "stripe-*.vol*")[0]);
        await shares.RequireAllAsync(shares.OpenAll());
        var stored = shares.OpenAll().Stored;
        Assert.Equal(0, await stored.CountUnprotectedAsync(readsWhole: false, CancellationToken.None));
        Assert.NotEqual(0, await stored.CountUnprotectedAsync(readsWhole: true, CancellationToken.None));
        var changes = await stored.CompleteAsync(readsWhole: true, CancellationToken.None);
        Assert.Equal(1, changes.Groups);
        Assert.Equal(0, await stored.CountUnprotectedAsync(readsWhole: true, CancellationToken.None));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_lost_share_is_striped_again_onto_an_empty_place(int lost)
    {
        using var shares = new Shares(3, 2);
        await shares.FillAsync(packs: 25, seed: lost);
        shares.Lose(lost);
        await shares.OpenAll().Stored.CompleteAsync(readsWhole: false, CancellationToken.None);
        await RequireSurvivesAsync(shares, 3);
        Assert.Equal(0, (await shares.OpenAll().Stored.CompleteAsync(readsWhole: false, CancellationToken.None)).Groups);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_lost_share_is_striped_again_onto_those_that_are_left(int lost)
    {
        using var shares = new Shares(3, 2);
        await shares.FillAsync(packs: 25, seed: lost);
        shares.Lose(lost);
        int[] left = [.. Enumerable.Range(0, 5).Where(share => share != lost)];
        var changes = await shares.Open(2, left).Stored.CompleteAsync(readsWhole: false, CancellationToken.None);
        Assert.InRange(changes.Computed, 7, 10);
        foreach (var more in StripeExponents.Subsets(4, 2))
        {
            foreach (var share in more)
                shares.Move(left[share]);
            await shares.RequireAllAsync(shares.Open(2, left));
            foreach (var share in more)
                shares.Return(left[share]);
        }
    }

    [Fact]
    public async Task What_is_lost_for_good_is_missing_and_the_rest_is_read()
    {
        using var shares = new Shares(3, 2);
        await shares.FillAsync(packs: 24, seed: 9);
        for (var share = 0; share < 3; share++)
            shares.Move(share);
        var store = shares.OpenAll();
        var missing = 0;
        foreach (var (name, bytes) in shares.Objects.Where(item => item.Key.Kind is ObjectKind.Pack))
        {
            try
            {
                Assert.Equal(bytes, await store.ReadAllAsync(name, 1 << 20, CancellationToken.None));
            }
            catch (ObjectMissingException)
            {
                missing++;
            }
        }

        // A small group may still be whole.
        Assert.InRange(missing, 12, 24);
        // Recovery data is not thrown away while it could help a share that comes back.
        shares.Return(0);
        Assert.NotEmpty(shares.FilesOf(3, "stripe-*.vol*"));
        await shares.RequireAllAsync(shares.OpenAll());
    }

    [Fact]
    public async Task A_small_object_is_as_good_as_its_worst_copy_and_a_repair_keeps_the_good_ones()
    {
        using var shares = new Shares(2, 1);
        await shares.FillAsync(packs: 3, seed: 3);
        var (name, bytes) = shares.Objects.First(item => item.Key.Kind is ObjectKind.Snapshot);
        Shares.Damage(Path.Combine(shares.PathOf(1), RepositoryLayout.PathOf(name)));
        var store = shares.OpenAll();
        Assert.NotEqual(bytes, await store.Stored.ReadAllAsync(name, 1 << 20, CancellationToken.None));
        Assert.Equal(bytes, await store.ReadAllAsync(name, 1 << 20, CancellationToken.None));
        await store.Stored.RemoveAsync(name, CancellationToken.None);
        Assert.Null(await store.Stored.FindLengthAsync(name, CancellationToken.None));
        Assert.Equal(1, (await store.Stored.CompleteAsync(readsWhole: false, CancellationToken.None)).Copied);
        Assert.Equal(bytes, await store.Stored.ReadAllAsync(name, 1 << 20, CancellationToken.None));
    }

    [Fact]
    public async Task A_share_of_another_repository_is_refused_and_never_read()
    {
        using var shares = new Shares(3, 1);
        await shares.FillAsync(packs: 8, seed: 4);
        Shares.Damage(Path.Combine(shares.PathOf(1), "config"));
        await shares.RequireAllAsync(shares.OpenAll());
        var configuration = shares.Objects[ObjectName.Configuration];
        var refused = await Assert.ThrowsAsync<ArchivistException>(() => shares.OpenAll().Stored.PutAsync(ObjectName.Configuration, new BytesContent(configuration), CancellationToken.None));
        Assert.Equal(Failure.Usage, refused.Failure);
    }

    private static async Task RequireSurvivesAsync(Shares shares, int data)
    {
        foreach (var lost in StripeExponents.Subsets(shares.Count, shares.Count - data))
        {
            foreach (var share in lost)
                shares.Move(share);
            await shares.RequireAllAsync(shares.OpenAll());
            foreach (var share in lost)
                shares.Return(share);
        }
    }
}
