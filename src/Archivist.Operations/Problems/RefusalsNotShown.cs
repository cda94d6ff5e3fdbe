using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>More was refused than is worth a line each.</summary>
/// <param name="Count">How much.</param>
public sealed record RefusalsNotShown(long Count) : Problem(Failure.None, "peers");
