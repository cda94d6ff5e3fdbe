using Archivist.Platform.Problems;

namespace Archivist.Recovery.Builder.Problems;

/// <summary>A boot loader is not a signed program.</summary>
public sealed record BootLoaderInvalid(string Path, Cause Cause) : Problem(Failure.Failed, Path);
