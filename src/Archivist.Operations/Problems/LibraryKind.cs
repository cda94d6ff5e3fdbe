namespace Archivist.Operations.Problems;

/// <summary>Kinds of files that are found by name.</summary>
public enum LibraryKind
{
    /// <summary>A schedule.</summary>
    Schedule,

    /// <summary>A disc template.</summary>
    DiscTemplate,
}
