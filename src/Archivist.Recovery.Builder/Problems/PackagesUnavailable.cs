using Archivist.Platform.Problems;

namespace Archivist.Recovery.Builder.Problems;

/// <summary>apt does not know the packages of the recovery environment.</summary>
public sealed record PackagesUnavailable(Cause Cause) : Problem(Failure.Failed, "Debian packages");
