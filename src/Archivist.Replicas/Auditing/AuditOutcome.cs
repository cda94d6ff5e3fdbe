using Archivist.Repository.Stores;

namespace Archivist.Replicas.Auditing;

/// <summary>What an audit of one replica showed.</summary>
public sealed record AuditOutcome
{
    /// <summary>Objects that are listed, without configuration and locks.</summary>
    public required long Objects { get; init; }

    /// <summary>Bytes in them.</summary>
    public required long Bytes { get; init; }

    /// <summary>Objects that the repository has and that were never on this replica: the next replication copies them.</summary>
    public required long NotCopied { get; init; }

    /// <summary>Bytes in them.</summary>
    public required long BytesNotCopied { get; init; }

    /// <summary>Objects that the repository does not have, as after a prune; none when it is not known what the repository has.</summary>
    public required IReadOnlyList<StoredObject> Surplus { get; init; }

    /// <summary>Objects that were on the replica before and that neither it nor the repository has now, as after a prune: to be forgotten.</summary>
    public required IReadOnlyList<ObjectName> Gone { get; init; }

    /// <summary>Ranges that were read as a sample.</summary>
    public required int Ranges { get; init; }

    /// <summary>Objects for which the service stated the digest that their name says: its word, and no read.</summary>
    public required long DigestsMatched { get; init; }

    /// <summary>What the audit was reckoned to take before it began to read.</summary>
    public required AuditEstimate Estimate { get; init; }

    /// <summary>Objects that were read whole.</summary>
    public required long ObjectsRead { get; init; }

    /// <summary>Bytes that were read, samples included.</summary>
    public required long BytesRead { get; init; }

    /// <summary>The deadline or the byte limit ended the sweep before everything was read.</summary>
    public required bool IsPartial { get; init; }

    /// <summary>Everything that is not good, each object once.</summary>
    public required IReadOnlyList<ObjectAudit> Findings { get; init; }
}
