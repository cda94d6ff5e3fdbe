using Archivist.Platform.Problems;

namespace Archivist.Keys.Problems;

/// <summary>An identity file holds no age identity.</summary>
public sealed record AgeIdentityFileEmpty(string File) : Problem(Failure.Usage, File);
