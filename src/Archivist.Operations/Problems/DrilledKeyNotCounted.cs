using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A key opened the disc of a drill, and does not open the repository: the drill does not count as a test of it.</summary>
public sealed record DrilledKeyNotCounted(Cause Cause) : Problem(Failure.None, "drill");
