using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>A line of a finished page has characters that are not printable ASCII.</summary>
public sealed record PageNotAscii(string File, int Line) : Problem(Failure.Usage, File);
