using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>Objects could not be read where they were copied from, and other replicas that hold them stood in.</summary>
/// <param name="Objects">How many objects, at least one.</param>
/// <param name="First">What was wrong with the first of them.</param>
public sealed record SourceStoodIn(int Objects, Problem First) : Problem(First.Failure, First.Subject);
