using Archivist.Images.Reading;

namespace Archivist.Correction.Rs03;

/// <summary>Reads a whole augmented image and reports which sectors are wrong and whether parity can correct them.</summary>
public static class Rs03Check
{
    /// <summary>Checks a source, which several threads read at once and which stays open.</summary>
    /// <param name="source">The image; it may end early, and reads may fail.</param>
    /// <param name="layout">Its layout; see <see cref="Rs03LayoutFinder"/>.</param>
    /// <param name="unreadable">Sectors that are not to be read at all, or null.</param>
    /// <param name="progress">Receives the number of bytes processed.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    public static Task<Rs03Verdict> RunAsync(
        IImageSource source, Rs03Layout layout, SectorSet? unreadable, IProgress<long>? progress, CancellationToken cancellationToken) =>
        new Rs03Pass(layout, new SliceReader(source, unreadable), write: null).RunAsync(progress, cancellationToken);
}
