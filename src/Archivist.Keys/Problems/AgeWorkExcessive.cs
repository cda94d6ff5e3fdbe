using Archivist.Platform.Problems;

namespace Archivist.Keys.Problems;

/// <summary>An age file asks for more scrypt work than is granted; both are binary logarithms of the number of rounds.</summary>
public sealed record AgeWorkExcessive(string File, int Work, int Limit) : Problem(Failure.Failed, File);
