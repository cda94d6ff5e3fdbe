namespace Archivist.Replicas.Placement;

/// <summary>How many copies there must be, over how many distinct failure domains. The local repository is not a copy.</summary>
/// <param name="Copies">Full copies.</param>
/// <param name="Vendors">Distinct vendors among them; at most <paramref name="Copies"/>.</param>
/// <param name="Geographies">Distinct geographies among them; at most <paramref name="Copies"/>.</param>
/// <param name="Offline">Copies among them that no network reaches; at most <paramref name="Copies"/>.</param>
public sealed record PlacementPolicy(int Copies, int Vendors, int Geographies, int Offline)
{
    /// <summary>Distinct jurisdictions among them; 0 asks for nothing.</summary>
    public int Jurisdictions { get; init; }

    /// <summary>Distinct backbones among them; 0 asks for nothing.</summary>
    public int Backbones { get; init; }

    /// <summary>Distinct accounts among them; 0 asks for nothing.</summary>
    public int Accounts { get; init; }

    /// <summary>Distinct kinds of media among them; 0 asks for nothing.</summary>
    public int Media { get; init; }

    /// <summary>The rules and what each asks for, in the order in which they are reported; of the domains that few people name, only those that are asked for.</summary>
    public IReadOnlyList<(PlacementRule Rule, int Wanted)> Rules =>
    [
        (PlacementRule.Copies, Copies),
        (PlacementRule.Vendors, Vendors),
        (PlacementRule.Geographies, Geographies),
        .. new[]
        {
            (Rule: PlacementRule.Jurisdictions, Wanted: Jurisdictions),
            (Rule: PlacementRule.Backbones, Wanted: Backbones),
            (Rule: PlacementRule.Accounts, Wanted: Accounts),
            (Rule: PlacementRule.Media, Wanted: Media),
        }.Where(rule => rule.Wanted > 0),
        (PlacementRule.Offline, Offline),
    ];

    /// <summary>The rules that <see cref="Copies"/> copies can never meet; empty for a policy that can be met.</summary>
    public IEnumerable<(PlacementRule Rule, int Wanted)> Unattainable => Rules.Where(rule => rule.Wanted > Copies);

    /// <summary>Whether this number of complete copies is enough, whatever their failure domains are.</summary>
    public bool IsEnough(int copies) => copies >= Copies;

    /// <summary>Compares the good copies with every rule.</summary>
    /// <returns>One finding per rule, in the order of <see cref="Rules"/>.</returns>
    public IReadOnlyList<PlacementFinding> Judge(IEnumerable<PlacedCopy> copies)
    {
        var good = copies.Where(copy => copy.IsGood).ToList();
        return [.. Rules.Select(rule => new PlacementFinding(rule.Rule, rule.Wanted, Count(rule.Rule, good)))];
    }

    private static int Count(PlacementRule rule, List<PlacedCopy> good) => rule switch
    {
        PlacementRule.Copies => good.Count,
        PlacementRule.Vendors => Distinct(good.Select(copy => copy.Vendor)),
        PlacementRule.Geographies => Distinct(good.Select(copy => copy.Geography)),
        PlacementRule.Jurisdictions => Distinct(good.Select(copy => copy.Jurisdiction)),
        PlacementRule.Backbones => Distinct(good.Select(copy => copy.Backbone)),
        PlacementRule.Accounts => Distinct(good.Select(copy => copy.Account)),
        PlacementRule.Media => Distinct(good.Select(copy => copy.Medium)),
        PlacementRule.Offline => good.Count(copy => copy.IsOffline),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static int Distinct(IEnumerable<string?> domains) => domains.Where(domain => domain is not null).Distinct(StringComparer.OrdinalIgnoreCase).Count();
}
