using Archivist.Images.Mastering;

namespace Archivist.Operations.Discs;

/// <summary>What <c>disc master</c> made.</summary>
/// <param name="Image">The image.</param>
/// <param name="Volume">Its volume label.</param>
/// <param name="Skipped">Files and directories that could not be read and are not on it.</param>
/// <param name="Changed">Files that were changed while they were read.</param>
internal sealed record MasteredDisc(MasteredImage Image, string Volume, int Skipped, int Changed);
