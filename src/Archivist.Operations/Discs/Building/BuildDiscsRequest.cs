using Archivist.Evidence;

namespace Archivist.Operations.Discs.Building;

/// <summary>Discs that are to be built.</summary>
public sealed record BuildDiscsRequest : OperationRequest
{
    /// <summary>A set that was planned; null for a single disc with everything on it.</summary>
    public string? Set { get; init; }

    /// <summary>The number of one disc of the set, from 1; null for all.</summary>
    public int? Disc { get; init; }

    /// <summary>The template of a single disc by name or path; null for that of the settings. A set has the one that it was planned for.</summary>
    public string? Template { get; init; }

    /// <summary>The image file of a single disc, or the directory for the images of a set; null for those of the settings.</summary>
    public string? Output { get; init; }

    /// <summary>Reads each finished image back whole.</summary>
    public bool Verifies { get; init; }

    /// <summary>A file that is in the place of an image and is none of this catalogue may be replaced.</summary>
    public bool MayReplace { get; init; }

    /// <summary>Hears of each disc when it is there; null when no one waits for that.</summary>
    public Action<BuiltDisc>? Built { get; init; }

    /// <summary>As <see cref="BuildOptions.Entering"/>.</summary>
    internal Action<int, LedgerEntry.DiscBuilt>? Entering { get; init; }

    /// <summary>As <see cref="BuildOptions.IsThere"/>.</summary>
    internal Func<int, bool>? IsThere { get; init; }
}
