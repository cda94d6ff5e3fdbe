namespace Archivist.Operations.Discs.Sets;

/// <summary>What <c>disc rebuild</c> was told.</summary>
internal sealed record RebuildingOrder
{
    /// <summary>Images, drives, and folders of images.</summary>
    internal required IReadOnlyList<string> Places { get; init; }

    /// <summary>The set; null for the only one with recovery discs.</summary>
    internal required string? Set { get; init; }

    /// <summary>Gets the packs, and what opens a repository, so that it can be named like a disc; also the room for copies.</summary>
    internal required string Output { get; init; }

    /// <summary>Numbers of discs that are lost and not asked for.</summary>
    internal required IReadOnlyList<int> Lost { get; init; }

    /// <summary>The images of lost discs are made again as well.</summary>
    internal required bool MakesImages { get; init; }

    /// <summary>How long each disc is waited for; null for ever where somebody sits at the keyboard, and otherwise not at all.</summary>
    internal required TimeSpan? Wait { get; init; }
}
