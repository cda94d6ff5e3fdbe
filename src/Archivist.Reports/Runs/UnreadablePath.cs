using Archivist.Platform.Problems;
namespace Archivist.Reports.Runs;

/// <summary>Something that is not in the snapshot although it should be.</summary>
/// <param name="Path">For people: bytes that are not UTF-8 are replaced.</param>
/// <param name="Cause">Why it could not be read.</param>
public sealed record UnreadablePath(string Path, string Cause);
