using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>A line of a finished page does not fit a terminal and a printed page.</summary>
public sealed record PageLineTooLong(string File, int Line, int Limit) : Problem(Failure.Usage, File);
