using Archivist.Platform.Problems;

namespace Archivist.Keys.Problems;

/// <summary>None of the identities or given passphrases opens an age file.</summary>
public sealed record AgeNotForThisKey(string File) : Problem(Failure.WrongKey, File);
