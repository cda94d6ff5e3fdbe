namespace Archivist.Platform.Blocks;

/// <summary>A stretch of a block source.</summary>
/// <param name="End">The first byte behind it.</param>
/// <param name="IsZero">All its bytes are zero, and it need not be read.</param>
internal readonly record struct BlockRun(long End, bool IsZero);
