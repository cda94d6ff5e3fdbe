using Archivist.Platform.Problems;
using Archivist.Replicas.Placement;

namespace Archivist.Operations.Configuration;

/// <summary>What <c>archivist.toml</c> says, checked and complete; docs/configuration.md describes every key.</summary>
internal sealed record ArchivistSettings
{
    /// <summary>The file that was read, absolute.</summary>
    public required string File { get; init; }

    /// <summary>Environment variables that took precedence over the file.</summary>
    public required IReadOnlyCollection<string> Overridden { get; init; }

    /// <summary>Names in the file or the environment that still work but have been replaced; one warning each.</summary>
    public required IReadOnlyList<Problem> Outdated { get; init; }

    /// <summary><c>[archive]</c></summary>
    public required ArchiveSettings Archive { get; init; }

    /// <summary><c>[policy]</c></summary>
    public required PlacementPolicy Policy { get; init; }

    /// <summary><c>[[replica]]</c>, in the order of the file.</summary>
    public required IReadOnlyList<ReplicaSettings> Replicas { get; init; }

    /// <summary><c>[capture]</c></summary>
    public required CaptureSettings Capture { get; init; }

    /// <summary><c>[audit]</c></summary>
    public required AuditSettings Audit { get; init; }

    /// <summary><c>[disc]</c></summary>
    public required DiscSettings Disc { get; init; }

    /// <summary><c>[drill]</c></summary>
    public required DrillSettings Drill { get; init; }

    /// <summary><c>[restore]</c></summary>
    public required RestoreSettings Restore { get; init; }

    /// <summary><c>[report]</c></summary>
    public required ReportSettings Report { get; init; }

    /// <summary><c>[ledger]</c></summary>
    public required LedgerSettings Ledger { get; init; }

    /// <summary><c>[[witness]]</c>, in the order of the file.</summary>
    public IReadOnlyList<WitnessSettings> Witnesses { get; init; } = [];

    /// <summary><c>[[notify]]</c>, in the order of the file.</summary>
    public IReadOnlyList<NotifyTarget> Notify { get; init; } = [];

    /// <summary><c>[[watch]]</c>, in the order of the file.</summary>
    public IReadOnlyList<WatchSettings> Watches { get; init; } = [];

    /// <summary><c>[serve] metrics-token</c>: the token that requests for metrics must show; null when they are not served.</summary>
    public SecretReference? MetricsToken { get; init; }

    /// <summary><c>[catalogue]</c></summary>
    public required CatalogueSettings Catalogue { get; init; }

    /// <summary><c>[serve]</c></summary>
    public required ServeSettings Serve { get; init; }

    /// <summary><c>[cluster]</c>; null for one machine.</summary>
    public ClusterSettings? Cluster { get; init; }
}
