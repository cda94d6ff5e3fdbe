namespace Archivist.Replicas.Placement;

/// <summary>One copy of a repository and its failure domains; names of domains are compared case-insensitively, and null is unknown, which counts as no domain.</summary>
/// <param name="Vendor">Who runs the place.</param>
/// <param name="Geography">Where it is, such as <c>FR/Paris</c>.</param>
/// <param name="IsOffline">No network reaches it.</param>
/// <param name="IsGood">Complete, and reached or verified; only good copies count.</param>
public sealed record PlacedCopy(string? Vendor, string? Geography, bool IsOffline, bool IsGood)
{
    /// <summary>Whose law it is under, such as <c>FR</c>.</summary>
    public string? Jurisdiction { get; init; }

    /// <summary>The network that connects it, such as <c>AS12876</c>.</summary>
    public string? Backbone { get; init; }

    /// <summary>The account that can delete it.</summary>
    public string? Account { get; init; }

    /// <summary>The kind of medium, such as <c>disk</c> or <c>server</c>.</summary>
    public string? Medium { get; init; }
}
