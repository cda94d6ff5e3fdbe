using Archivist.Operations.Remembering;
using Archivist.Platform.Problems;
using Archivist.Replicas.Auditing;
using Archivist.Replicas.Planning;

namespace Archivist.Operations.Auditing;

/// <summary>The audit of one replica.</summary>
/// <param name="Name">Its name, or its address where it has none.</param>
/// <param name="Location">Where it is, without credentials.</param>
/// <param name="Outcome">What was found; null when it could not be audited.</param>
/// <param name="Failure">Why it could not be audited; null when it was.</param>
public sealed record AuditedReplica(string Name, string Location, AuditOutcome? Outcome, ArchivistException? Failure)
{
    /// <summary>What is known after this audit and those before; null where nothing is remembered.</summary>
    public AuditCoverage? Coverage { get; init; }

    /// <summary>What takes objects out of its bucket, or protects them less than before. Says nothing of the objects that are there.</summary>
    public IReadOnlyList<Problem> BucketFindings { get; init; } = [];

    /// <summary>The prices of its vendor; null for a directory, and where none are known.</summary>
    public VendorPrices? Prices { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Packs of a striped replica whose recovery data is missing or damaged.</summary>
    public long Unprotected { get; init; }

    /// <summary>Shares of it were given up, and their packs are not yet known to be on the others.</summary>
    internal bool IsUnsettled { get; init; }

    /// <summary>It was audited, and can give back everything that it held.</summary>
    public bool IsGood => Outcome is { } outcome && outcome.Findings.All(finding => !finding.Verdict.NeedsRepair) && Coverage is null or { NeedRepair: 0 };
}
