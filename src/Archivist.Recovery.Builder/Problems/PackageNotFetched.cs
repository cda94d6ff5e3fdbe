using Archivist.Platform.Problems;

namespace Archivist.Recovery.Builder.Problems;

/// <summary>A package cannot be downloaded, or is not what the lists of Debian say.</summary>
public sealed record PackageNotFetched(string Package, Cause Cause) : Problem(Failure.Failed, Package);
