namespace Archivist.Discs.Labels;

/// <summary>The facts on a packing slip.</summary>
public sealed record ShipmentFacts
{
    /// <summary>Who sends, one line each.</summary>
    public required IReadOnlyList<string> From { get; init; }

    /// <summary>Who receives, one line each; empty leaves lines to write on.</summary>
    public required IReadOnlyList<string> To { get; init; }

    /// <summary>When it is packed.</summary>
    public required DateTimeOffset PackedAt { get; init; }

    /// <summary>What to type to verify a disc, without the drive, as the front end spells it.</summary>
    public required string VerifyCommand { get; init; }

    /// <summary>What is in the parcel.</summary>
    public required IReadOnlyList<DiscFacts> Discs { get; init; }
}
