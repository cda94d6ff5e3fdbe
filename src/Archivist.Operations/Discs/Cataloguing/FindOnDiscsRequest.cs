namespace Archivist.Operations.Discs.Cataloguing;

/// <summary>Files that are looked for on discs.</summary>
public sealed record FindOnDiscsRequest : OperationRequest
{
    /// <summary>Patterns of paths.</summary>
    public required IReadOnlyList<string> Patterns { get; init; }

    /// <summary>One disc by id, beginning of an id, or label; null for all.</summary>
    public string? Disc { get; init; }

    /// <summary>Only discs of the set of this name; null for all.</summary>
    public string? Set { get; init; }

    /// <summary>Hears of each version of a file as it is found.</summary>
    public required Action<FileOnDiscs> Found { get; init; }
}
