using Archivist.Platform.Problems;

namespace Archivist.Capture.Problems;

/// <summary>A chunk cannot have this size in bytes: it is not a power of two from 4 KiB to 8 MiB.</summary>
public sealed record BlockSizeInvalid(long Size) : Problem(Failure.Usage, "block size");
