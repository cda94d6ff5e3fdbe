namespace Archivist.Operations.Problems;

/// <summary>What a replica needs of the operator.</summary>
public enum ReplicaNeed
{
    /// <summary>Objects of it are missing, damaged or unreadable.</summary>
    Repair,

    /// <summary>It was never filled.</summary>
    FirstCopy,

    /// <summary>What was at its place is gone, or is something else.</summary>
    Search,

    /// <summary>It could not be reached.</summary>
    Connection,

    /// <summary>It does not hold the newest snapshot.</summary>
    NewestSnapshot,

    /// <summary>It was never audited.</summary>
    FirstAudit,

    /// <summary>Its last audit was too long ago.</summary>
    Audit,

    /// <summary>The recovery data of a striped replica was not read whole for too long.</summary>
    RecoveryData,
}
