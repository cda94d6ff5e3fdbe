namespace Archivist.Operations.Auditing;

/// <summary>How much of a replica an audit reads.</summary>
public enum AuditDepth
{
    /// <summary>Inventory, random ranges, what is new, and as much of the sweep as is due today.</summary>
    Daily,

    /// <summary>The listing alone.</summary>
    Inventory,

    /// <summary>Inventory, random ranges, and everything whole.</summary>
    Sweep,
}
