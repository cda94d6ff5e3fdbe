using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>An exception that no part expected: a bug in Archivist.</summary>
/// <param name="Version">The version of the program.</param>
/// <param name="Type">The type of the exception.</param>
/// <param name="Words">The message of the exception.</param>
/// <param name="Where">The innermost methods of Archivist on its stack, innermost first; empty when none is known.</param>
public sealed record BugFound(string Version, string Type, string Words, IReadOnlyList<string> Where) : Problem(Failure.Bug, "archivist")
{
    /// <summary>The file with the details that a report of the bug needs; null when none was written.</summary>
    public string? Details { get; init; }
}
