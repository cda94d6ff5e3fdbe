namespace Archivist.Operations.Auditing;

/// <summary>Which replicas to audit, and how much of them to read.</summary>
public sealed record AuditRequest : OperationRequest
{
    /// <summary>Names of replicas of the settings, or addresses; empty for all of the settings.</summary>
    public IReadOnlyList<string> Replicas { get; init; } = [];

    /// <summary>How much is read.</summary>
    public AuditDepth Depth { get; init; }

    /// <summary>Random ranges per replica; null for what the settings say.</summary>
    public int? Ranges { get; init; }

    /// <summary>No object is begun after this time; null for no limit.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>How many bytes of each replica the sweep reads at most; null for no limit.</summary>
    public long? ByteLimit { get; init; }

    /// <summary>How much reading one replica may cost, in the currency of the prices of its vendor, 0 or more; null for what the settings say.</summary>
    public decimal? MostCost { get; init; }

    /// <summary>Discs and images that are asked for objects with findings: addresses that begin with <c>disc:</c>.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>An audit file with what the replicas must hold: then neither settings nor repository nor ledger are used. Null without one.</summary>
    public string? AuditFile { get; init; }
}
