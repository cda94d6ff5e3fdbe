namespace Archivist.Operations.Repairing;

/// <summary>Which damaged packs to save what is whole of.</summary>
public sealed record PackRepairRequest : OperationRequest
{
    /// <summary>Ids of packs, or their beginnings.</summary>
    public required IReadOnlyList<string> Packs { get; init; }

    /// <summary>The directory that keeps copies of the damaged packs.</summary>
    public required string CopyDirectory { get; init; }

    /// <summary>Changes nothing.</summary>
    public bool IsDryRun { get; init; }
}
