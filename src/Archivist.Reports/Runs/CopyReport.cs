namespace Archivist.Reports.Runs;

/// <summary>One full copy and its failure domains.</summary>
public sealed record CopyReport
{
    /// <summary>The name of the replica, or of the disc.</summary>
    public required string Name { get; init; }

    /// <summary>Who runs the place.</summary>
    public required string Vendor { get; init; }

    /// <summary>Where it is.</summary>
    public required string Geography { get; init; }

    /// <summary>Which network it hangs on; null for none or unknown.</summary>
    public string? Backbone { get; init; }

    /// <summary>Whose law it is under; null when unknown.</summary>
    public string? Jurisdiction { get; init; }

    /// <summary>The account that can delete it; null when unknown.</summary>
    public string? Account { get; init; }

    /// <summary>The kind of medium, such as <c>disk</c>; null when unknown.</summary>
    public string? Medium { get; init; }

    /// <summary>A path, or a URL without credentials.</summary>
    public required string Location { get; init; }

    /// <summary>No network reaches it.</summary>
    public bool Offline { get; init; }

    /// <summary>Whether it counts for the policy: complete, and reached or verified in this run.</summary>
    public required bool Good { get; init; }

    /// <summary>Objects on it.</summary>
    public required long Objects { get; init; }

    /// <summary>Bytes on it.</summary>
    public required long Bytes { get; init; }

    /// <summary>Snapshots on it.</summary>
    public required long Snapshots { get; init; }

    /// <summary>The newest snapshot on it: when it was taken; null when there is none.</summary>
    public DateTimeOffset? NewestSnapshot { get; init; }

    /// <summary>When it was last checked; null for never.</summary>
    public DateTimeOffset? LastChecked { get; init; }

    /// <summary>How it was checked, in a few words: "every new object against its checksum".</summary>
    public string? CheckedHow { get; init; }

    /// <summary>How many shares of a striped replica may be lost now; null for any other copy.</summary>
    public int? SharesLosable { get; init; }

    /// <summary>How many the settings want; null as well.</summary>
    public int? SharesLosableWanted { get; init; }

    /// <summary>When all recovery data of a striped replica was last read; null for never, and for any other copy.</summary>
    public DateTimeOffset? RecoveryDataRead { get; init; }

    /// <summary>What is wrong with it, or null.</summary>
    public string? Problem { get; init; }
}
