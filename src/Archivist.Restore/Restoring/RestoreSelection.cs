using Archivist.Repository.Patterns;

namespace Archivist.Restore.Restoring;

/// <summary>Which paths of a snapshot are restored: those that includes cover, or those that excludes do not. Never both kinds.</summary>
public sealed record RestoreSelection
{
    /// <summary>All of them.</summary>
    public static RestoreSelection Everything { get; } = new();

    /// <summary>Only these.</summary>
    public PathPatterns Includes { get; init; } = PathPatterns.None;

    /// <summary>Only these, case-insensitive.</summary>
    public PathPatterns IncludesOfAnyCase { get; init; } = PathPatterns.None;

    /// <summary>Not these.</summary>
    public PathPatterns Excludes { get; init; } = PathPatterns.None;

    /// <summary>Not these, case-insensitive.</summary>
    public PathPatterns ExcludesOfAnyCase { get; init; } = PathPatterns.None;

    /// <summary>Only what is named is restored.</summary>
    public bool HasIncludes => !Includes.IsEmpty || !IncludesOfAnyCase.IsEmpty;

    /// <summary>Whether everything is restored.</summary>
    public bool IsEverything => !HasIncludes && Excludes.IsEmpty && ExcludesOfAnyCase.IsEmpty;

    /// <summary>Whether the entry at this path is restored.</summary>
    internal bool Selects(ReadOnlySpan<byte> path) => HasIncludes
        ? Includes.Cover(path) || IncludesOfAnyCase.Cover(path)
        : !Excludes.Cover(path) && !ExcludesOfAnyCase.Cover(path);

    /// <summary>Whether an entry below this directory can be restored.</summary>
    internal bool MaySelectBelow(ReadOnlySpan<byte> folder, bool isSelected) => HasIncludes
        ? (!Includes.IsEmpty && Includes.MayCoverBelow(folder)) || (!IncludesOfAnyCase.IsEmpty && IncludesOfAnyCase.MayCoverBelow(folder))
        : isSelected;
}
