using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>The place for an image has too little space.</summary>
public sealed record NoSpaceForImage(string Location, long Free, long Length) : Problem(Failure.NoSpace, Location);
