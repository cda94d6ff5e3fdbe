using Archivist.Replicas.Placement;

namespace Archivist.Tests.Replicas.Placement;

public sealed class PlacementPolicyTests
{
    private static readonly PlacedCopy Paris = new("Scaleway", "FR/Paris", IsOffline: false, IsGood: true);
    private static readonly PlacedCopy Cellar = new("own", "DE/Home", IsOffline: false, IsGood: true);
    private static readonly PlacedCopy Disc = new("own", "CH/Bank", IsOffline: true, IsGood: true);

    [Fact]
    public void Distinct_domains_are_counted_and_case_does_not_make_a_domain()
    {
        var findings = new PlacementPolicy(3, 2, 2, 1).Judge([Paris, Paris with { Vendor = "SCALEWAY", Geography = "fr/paris" }, Disc]);

        Assert.Equal([PlacementRule.Copies, PlacementRule.Vendors, PlacementRule.Geographies, PlacementRule.Offline], findings.Select(finding => finding.Rule));
        Assert.Equal([3, 2, 2, 1], findings.Select(finding => finding.Counted));
        Assert.All(findings, finding => Assert.True(finding.IsMet));
    }

    [Fact]
    public void A_copy_that_is_not_good_counts_for_no_rule()
    {
        var findings = new PlacementPolicy(2, 2, 2, 1).Judge([Paris, Cellar with { IsGood = false }, Disc with { IsGood = false }]);

        Assert.Equal([1, 1, 1, 0], findings.Select(finding => finding.Counted));
        Assert.All(findings, finding => Assert.False(finding.IsMet));
    }

    [Fact]
    public void Without_copies_every_rule_that_asks_for_something_is_broken() =>
        Assert.Equal([false, false, false, true], new PlacementPolicy(1, 1, 1, 0).Judge([]).Select(finding => finding.IsMet));

    [Fact]
    public void A_rule_that_asks_for_more_than_there_are_copies_cannot_be_met()
    {
        Assert.Empty(new PlacementPolicy(2, 2, 2, 2).Unattainable);
        Assert.Equal([(PlacementRule.Vendors, 3), (PlacementRule.Offline, 4)], new PlacementPolicy(2, 3, 1, 4).Unattainable);
    }

    [Fact]
    public void Every_rule_has_its_own_name() =>
        Assert.Equal(
            ["copies", "vendors", "geographies", "jurisdictions", "backbones", "accounts", "media", "offline"], Enum.GetValues<PlacementRule>().Select(rule => rule.Name));

    [Fact]
    public void Domains_that_are_asked_for_are_counted_and_unknown_ones_are_none()
    {
        var policy = new PlacementPolicy(2, 1, 1, 0) { Jurisdictions = 2, Backbones = 1, Accounts = 2, Media = 2 };

        var findings = policy.Judge([Paris with { Jurisdiction = "FR", Account = "a", Medium = "server" }, Cellar with { Jurisdiction = "DE", Account = "a", Medium = "disk" }]);

        Assert.Equal(
            [(PlacementRule.Jurisdictions, 2, true), (PlacementRule.Backbones, 0, false), (PlacementRule.Accounts, 1, false), (PlacementRule.Media, 2, true)],
            findings.Skip(3).SkipLast(1).Select(finding => (finding.Rule, finding.Counted, finding.IsMet)));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    public void Enough_copies_are_as_many_as_are_wanted(int copies, bool isEnough) =>
        Assert.Equal(isEnough, new PlacementPolicy(2, 1, 1, 0).IsEnough(copies));
}
