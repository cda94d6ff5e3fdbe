using Archivist.Platform.Problems;

namespace Archivist.Images.Problems;

/// <summary>An image would have more than 2 TiB.</summary>
public sealed record ImageOverTwoTerabytes(string Volume) : Problem(Failure.Failed, Volume);
