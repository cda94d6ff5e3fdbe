using Archivist.Platform.Problems;

namespace Archivist.Keys.Problems;

/// <summary>A line of an identity file is neither an age identity, a comment nor blank; the line counts from 1. The line itself is a secret and is not repeated.</summary>
public sealed record AgeIdentityInvalid(string File, int Line) : Problem(Failure.Usage, File);
