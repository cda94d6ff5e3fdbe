using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>A medium has too little room for what every disc carries.</summary>
public sealed record MediumTooSmallForCommon(string Medium, long Needed, long Capacity) : Problem(Failure.NoSpace, Medium);
