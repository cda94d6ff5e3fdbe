using Archivist.Platform.Problems;

namespace Archivist.Images.Problems;

/// <summary>A file changed while the image with it was being written.</summary>
/// <param name="Path">Its path on the disc.</param>
/// <param name="Announced">The bytes that it had.</param>
/// <param name="IsLonger">Whether it is longer now; otherwise it is shorter.</param>
public sealed record LayoutFileChanged(string Path, long Announced, bool IsLonger) : Problem(Failure.Failed, Path);
