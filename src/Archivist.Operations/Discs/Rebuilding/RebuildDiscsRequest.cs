namespace Archivist.Operations.Discs.Rebuilding;

/// <summary>A set whose lost discs are to be computed from the others.</summary>
public sealed record RebuildDiscsRequest : OperationRequest
{
    /// <summary>Images, drives, and directories of images.</summary>
    public required IReadOnlyList<string> Places { get; init; }

    /// <summary>The set; null for the only one with recovery discs.</summary>
    public required string? Set { get; init; }

    /// <summary>Gets the packs, and what opens a repository, so that it can be named like a disc; also the room for copies.</summary>
    public required string Output { get; init; }

    /// <summary>Numbers of discs that are lost and not asked for.</summary>
    public required IReadOnlyList<int> Lost { get; init; }

    /// <summary>The images of lost discs are made again as well.</summary>
    public required bool MakesImages { get; init; }

    /// <summary>How long each disc is waited for; null to wait indefinitely where an operator is there, and not at all otherwise.</summary>
    public required TimeSpan? Wait { get; init; }
}
