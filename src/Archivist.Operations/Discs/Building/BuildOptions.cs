using Archivist.Discs.Building;
using Archivist.Evidence;

namespace Archivist.Operations.Discs.Building;

/// <summary>How discs of a plan are built.</summary>
internal sealed record BuildOptions
{
    /// <summary>One disc, from 1; null for all.</summary>
    internal int? Number { get; init; }

    /// <summary>The directory for the images; null for that of the settings.</summary>
    internal string? Folder { get; init; }

    /// <summary>The image file of a single disc; null for a name of the program's choice.</summary>
    internal string? File { get; init; }

    /// <summary>Reads each finished image back whole.</summary>
    internal bool Verifies { get; init; }

    /// <summary>Files that are in the place of images and are none of this catalogue may be replaced.</summary>
    internal bool MayReplace { get; init; }

    /// <summary>Where packs and the other objects come from; null for the local repository.</summary>
    internal IPlannedObjects? Objects { get; init; }

    /// <summary>Takes the entry of each disc, with its number, in place of the ledger; null to append entries at once.</summary>
    internal Action<int, LedgerEntry.DiscBuilt>? Entering { get; init; }

    /// <summary>Leaves out discs, by number.</summary>
    internal Func<int, bool>? IsThere { get; init; }

    /// <summary>Hears of each disc when it is there.</summary>
    internal Action<BuiltDisc>? Built { get; init; }
}
