using Archivist.Correction.Rs03;
using Archivist.Images.Reading;
using Archivist.Platform.Problems;

namespace Archivist.Discs.Sets;

/// <summary>A drive such as <c>/dev/sr0</c>, or the path of an image file, which others may exchange.</summary>
/// <param name="path">The drive or the file.</param>
/// <param name="isFixed">It is a file that is never exchanged.</param>
public sealed class DiscDrive(string path, bool isFixed = false) : IDiscDrive
{
    /// <inheritdoc/>
    public string Place => path;

    /// <inheritdoc/>
    public bool IsFixed => isFixed;

    /// <inheritdoc/>
    public bool IsSlow { get; } = path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal);

    /// <inheritdoc/>
    public async Task<FoundDisc?> OpenAsync(CancellationToken cancellationToken)
    {
        DiscImage image;
        try
        {
            image = await ProtectedImage.OpenAsync(path, cancellationToken);
        }
        catch (ArchivistException cause) when (cause.Failure is Failure.MediumFailed)
        {
            // No medium, one that is still spinning up, or a file that is still being copied: all look alike.
            return null;
        }
        catch (IOException)
        {
            return null;
        }

        try
        {
            return await FoundDisc.OpenAsync(image, cancellationToken);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
