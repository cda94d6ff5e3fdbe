using Archivist.Images.Mastering;

namespace Archivist.Operations.Discs.Mastering;

/// <summary>An image of plain files.</summary>
/// <param name="Image">The image.</param>
/// <param name="Volume">Its volume label.</param>
/// <param name="Skipped">The number of files and directories that could not be read and are not on it.</param>
/// <param name="Changed">The number of files that changed while they were read.</param>
/// <param name="Elapsed">From the request to the result.</param>
public sealed record MasterDiscResult(MasteredImage Image, string Volume, int Skipped, int Changed, TimeSpan Elapsed) : OperationResult;
