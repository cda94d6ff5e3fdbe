namespace Archivist.Operations.Repairing;

/// <summary>How to rebuild the indexes of a repository.</summary>
public sealed record IndexRepairRequest : OperationRequest
{
    /// <summary>Reads the header of every pack, not only where lengths differ.</summary>
    public bool ReadsAllPacks { get; init; }

    /// <summary>Changes nothing.</summary>
    public bool IsDryRun { get; init; }
}
