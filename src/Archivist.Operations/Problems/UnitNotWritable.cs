using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The unit of the service cannot be written or removed.</summary>
public sealed record UnitNotWritable(string File, Cause Cause) : Problem(Failure.Failed, File);
