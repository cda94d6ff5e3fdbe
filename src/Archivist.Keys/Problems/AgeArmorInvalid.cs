using Archivist.Platform.Problems;

namespace Archivist.Keys.Problems;

/// <summary>The text form of an age file breaks the strict encoding; the line counts from 1.</summary>
public sealed record AgeArmorInvalid(string File, int Line, AgeArmorFault Fault) : Problem(Failure.Failed, File);
