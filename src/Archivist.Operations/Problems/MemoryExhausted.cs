using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The process ran out of memory.</summary>
public sealed record MemoryExhausted() : Problem(Failure.Failed, "memory");
