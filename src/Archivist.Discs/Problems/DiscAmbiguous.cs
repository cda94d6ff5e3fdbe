using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>The catalogue has several discs of a name.</summary>
public sealed record DiscAmbiguous(string Reference, int Count) : Problem(Failure.Usage, Reference);
