using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>This Windows has no usable IMAPI 2.</summary>
public sealed record ImapiUnavailable(int Error) : Problem(Failure.Failed, "IMAPI 2");
