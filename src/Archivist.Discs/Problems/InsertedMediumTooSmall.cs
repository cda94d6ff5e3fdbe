using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>The medium in a drive is smaller than the image.</summary>
public sealed record InsertedMediumTooSmall(string Location, string Medium, long Capacity, long Length) : Problem(Failure.MediumFailed, Location);
