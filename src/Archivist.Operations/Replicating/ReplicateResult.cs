using Archivist.Platform.Problems;

namespace Archivist.Operations.Replicating;

/// <summary>How replicas are. The verdict is the most severe failure.</summary>
/// <param name="Complete">The number of replicas that are complete.</param>
/// <param name="Failures">Why others are not, the least severe first.</param>
public sealed record ReplicateResult(int Complete, IReadOnlyList<ArchivistException> Failures) : OperationResult;
