using Archivist.Platform.Problems;

namespace Archivist.Keys.Problems;

/// <summary>None of the identities or passphrases at hand opens an age file.</summary>
public sealed record AgeNotForThisKey(string File) : Problem(Failure.WrongKey, File);
