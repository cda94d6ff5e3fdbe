using Archivist.Platform.Problems;

namespace Archivist.Correction.Problems;

/// <summary>A medium has too little room for error correction besides the data.</summary>
public sealed record NoRoomForRs03(long MediumSectors, long DataSectors, long LeastSectors) : Problem(Failure.NoSpace, "medium");
