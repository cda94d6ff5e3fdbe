using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A damaged record or object is passed over, and the operation goes on without it.</summary>
public sealed record RecordPassedOver(Cause Reason) : Problem(Failure.None, "repository");
