using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A directory holds no image.</summary>
public sealed record NoImageThere(string Directory) : Problem(Failure.Usage, Directory);
