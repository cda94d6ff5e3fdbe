using Archivist.Platform.Problems;

namespace Archivist.Capture.Problems;

/// <summary>The block sources in one directory have more chunks together than one tree can hold.</summary>
public sealed record BlockDirectoryTooLarge(string Directory, long Chunks, long Limit) : Problem(Failure.Usage, Directory);
