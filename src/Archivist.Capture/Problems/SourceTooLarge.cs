using Archivist.Platform.Problems;

namespace Archivist.Capture.Problems;

/// <summary>A block source has more chunks of this size in bytes than one file can have.</summary>
public sealed record SourceTooLarge(string Source, long ChunkSize, long Limit) : Problem(Failure.Usage, Source);
