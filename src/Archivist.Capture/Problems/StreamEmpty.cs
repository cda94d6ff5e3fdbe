using Archivist.Platform.Problems;

namespace Archivist.Capture.Problems;

/// <summary>Standard input had no content, so that the snapshot has an empty file.</summary>
public sealed record StreamEmpty() : Problem(Failure.None, "standard input");
