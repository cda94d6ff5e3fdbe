using Archivist.Platform.Problems;

namespace Archivist.Capture.Problems;

/// <summary>Reading a block source whole found changes that its dirty bitmap did not mark. They are in the snapshot now, and the bitmap is not used again.</summary>
/// <param name="Path">The source, as the snapshot has it.</param>
/// <param name="Bitmap">The name of the bitmap.</param>
/// <param name="Chunks">How many chunks had changed.</param>
/// <param name="Offset">The first byte of the first of them.</param>
public sealed record BitmapMissedChanges(string Path, string Bitmap, int Chunks, long Offset) : Problem(Failure.Findings, Path);
