using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>There is no schedule or disc template of a name.</summary>
/// <param name="Kind">What was looked for.</param>
/// <param name="Directories">Where it was looked for, at least one.</param>
/// <param name="Known">The names that exist there.</param>
/// <param name="Nearest">The known name that was probably meant; null when none is near.</param>
public sealed record LibraryFileNotFound(LibraryKind Kind, IReadOnlyList<string> Directories, IReadOnlyList<string> Known, string? Nearest) : Problem(Failure.Usage, Directories[0]);
