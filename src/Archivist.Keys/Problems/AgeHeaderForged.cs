using Archivist.Platform.Problems;

namespace Archivist.Keys.Problems;

/// <summary>The header of an age file does not match its MAC: it was changed after it was written.</summary>
public sealed record AgeHeaderForged(string File) : Problem(Failure.Tampering, File);
