using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Auditing;

/// <summary>What one audit of one replica reads. Immutable.</summary>
public sealed record AuditPlan
{
    /// <summary>What a complete copy holds; null when only <see cref="Held"/> says what must be there.</summary>
    public ExpectedContents? Expected { get; init; }

    /// <summary>What was seen on the replica before: it must still be there as long as <see cref="Expected"/> has it.</summary>
    public IReadOnlyDictionary<ObjectName, HeldObject> Held { get; init; } = new Dictionary<ObjectName, HeldObject>();

    /// <summary>The replica must hold all of <see cref="Expected"/>, also what was never seen on it: an auditor does not know what was copied when.</summary>
    public bool IsExpectedWhole { get; init; }

    /// <summary>Another copy, with which sampled ranges are compared; null to read the sampled objects whole.</summary>
    public IObjectSource? Reference { get; init; }

    /// <summary>The number of random ranges, 0 or more.</summary>
    public int Ranges { get; init; }

    /// <summary>The length of a range in bytes, 1 or more.</summary>
    public int RangeLength { get; init; } = 64 * 1024;

    /// <summary>Decides which ranges are read and in which order objects are swept; to be drawn after the replica can no longer be changed in secret.</summary>
    public required Digest Seed { get; init; }

    /// <summary>Reads keys, indexes and snapshots that were never read, and a share of the new packs.</summary>
    public bool ReadsNew { get; init; }

    /// <summary>How many bytes the sweep reads whole at most, the longest unread first, but at least one object; 0 for no sweep.</summary>
    public long SweepBytes { get; init; }

    /// <summary>How many objects that are not read now the service is asked to state the digest of at most, 0 or more; stores without that capability are not asked.</summary>
    public int Digests { get; init; }

    /// <summary>What was read, or whose digest was stated, before this time counts as not looked at; null when that stays good.</summary>
    public DateTimeOffset? DueBefore { get; init; }

    /// <summary>How much may be spent; null for no limit.</summary>
    public AuditBudget? Budget { get; init; }

    /// <summary>No object is begun after this time; null for no limit.</summary>
    public DateTimeOffset? Deadline { get; init; }
}
