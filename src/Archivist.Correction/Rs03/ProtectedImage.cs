using Archivist.Images.Reading;
using Archivist.Platform.Problems;

namespace Archivist.Correction.Rs03;

/// <summary>Images and discs read through their error correction, where they have any.</summary>
public static class ProtectedImage
{
    /// <summary>Opens a file or a drive for reading through its error correction.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.MediumFailed"/>: not found, not readable, or without a file system that can be read.</exception>
    public static Task<DiscImage> OpenAsync(string path, CancellationToken cancellationToken) =>
        DiscImage.OpenAsync(CorrectedImageSource.Open(path), null, cancellationToken);

    /// <summary>
    /// The number of bytes by which an image or its error correction was cut short; 0 when none are known to be missing.
    /// </summary>
    public static async Task<long> FindMissingAsync(IImageSource source, CancellationToken cancellationToken)
    {
        var end = Math.Max(await ImageExtent.FindAsync(source, cancellationToken) ?? 0, Rs03LayoutFinder.Find(source)?.TotalBytes ?? 0);
        return Math.Max(0, end - source.Length);
    }
}
