using Archivist.Platform.Problems;

namespace Archivist.Capture.Problems;

/// <summary>A block source that has, or had, dirty bitmaps was read whole, because none of them can be trusted for this snapshot.</summary>
/// <param name="Path">The source, as the snapshot has it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Bitmaps">The names of those that it offers; empty for none.</param>
public sealed record BlockReadWhole(string Path, WholeRead Reason, string Bitmaps) : Problem(Failure.None, Path);
