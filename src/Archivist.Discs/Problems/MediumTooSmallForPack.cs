using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>A medium has too little room for one pack besides what every disc carries.</summary>
public sealed record MediumTooSmallForPack(int Volume, string Medium, long Capacity, long Pack) : Problem(Failure.NoSpace, Medium);
