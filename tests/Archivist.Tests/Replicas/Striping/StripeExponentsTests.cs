using Archivist.Correction.Par2;
using Archivist.Replicas.Striping;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Tests.Replicas.Striping;

/// <summary>Recovery data is enough for every loss, whatever the number of shares.</summary>
public sealed class StripeExponentsTests
{
    public static TheoryData<int, int> Shares => [.. from data in new[] { 1, 2, 3, 5, 8 } from recovery in new[] { 1, 2, 3, 4 } select (data, recovery)];

    [Theory]
    [MemberData(nameof(Shares))]
    public async Task Every_loss_of_as_many_shares_as_there_are_recovery_shares_can_be_computed(int data, int recovery)
    {
        foreach (var perShare in new[] { 1, 3, StripePlanner.PacksPerShare })
        {
            var (set, shares) = await GroupAsync(data, perShare);
            var firsts = StripeExponents.Choose(set, shares, perShare, [.. Enumerable.Repeat<int?>(null, recovery)], CancellationToken.None);
            Assert.Equal(recovery, firsts.Distinct().Count());
            Assert.True(StripeExponents.IsEnough(set, shares, perShare, firsts, CancellationToken.None));
            // A share that was replaced gets exponents that fit those of the others.
            for (var replaced = 0; replaced < recovery; replaced++)
            {
                var again = StripeExponents.Choose(set, shares, perShare, [.. firsts.Select((first, share) => share == replaced ? (int?)null : first)], CancellationToken.None);
                Assert.True(StripeExponents.IsEnough(set, shares, perShare, again, CancellationToken.None));
            }
        }
    }

    [Fact]
    public async Task Fewer_slices_than_packs_on_a_share_are_not_enough()
    {
        var (set, shares) = await GroupAsync(3, 4);
        Assert.False(StripeExponents.IsEnough(set, shares, 3, [0, 3], CancellationToken.None));
        Assert.False(StripeExponents.IsEnough(set, shares, 4, [0, 0], CancellationToken.None));
    }

    [Fact]
    public void A_group_has_at_most_so_many_packs_of_a_share_and_packs_of_similar_lengths()
    {
        var packs = Enumerable.Range(0, 50).Select(number => (new StoredObject(new ObjectName(ObjectKind.Pack, Digest.Of([(byte)number])), 100 + (number * 37 % 50)), number % 3)).ToList();
        var groups = StripePlanner.Plan(packs);
        Assert.Equal(packs.Order(Comparer), groups.SelectMany(group => group).Order(Comparer));
        Assert.All(groups, group => Assert.True(group.CountBy(item => item.Share).All(share => share.Value <= StripePlanner.PacksPerShare)));
        Assert.True(groups[0].Min(item => item.Pack.Length) >= groups[1].Max(item => item.Pack.Length) - 3);
        Assert.Empty(StripePlanner.Plan([]));
    }

    private static Comparer<(StoredObject Pack, int Share)> Comparer { get; } =
        Comparer<(StoredObject Pack, int Share)>.Create((a, b) => string.CompareOrdinal(a.Pack.Name.ToString(), b.Pack.Name.ToString()));

    private static async Task<(Par2Set Set, IReadOnlyList<int> Shares)> GroupAsync(int data, int perShare)
    {
        var random = new Random((data * 100) + perShare);
        var inputs = new List<Par2Input>();
        for (var i = 0; i < data * perShare; i++)
        {
            var bytes = new byte[40];
            random.NextBytes(bytes);
            inputs.Add(new Par2Input($"data/{i}", new BytesContent(bytes)));
        }

        var set = await Par2Creator.DescribeAsync(40, inputs, null, CancellationToken.None);
        return (set, [.. set.Files.Select(file => int.Parse(file.Name.AsSpan(5), null) % data)]);
    }
}
