using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>An image is shorter than it was when the writing began.</summary>
public sealed record ImageEndsEarly(string Image, long Length) : Problem(Failure.MediumFailed, Image);
