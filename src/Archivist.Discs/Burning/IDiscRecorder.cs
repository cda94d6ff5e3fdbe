using Archivist.Images.Reading;

namespace Archivist.Discs.Burning;

/// <summary>
/// Something that an image can be written to and read back from: an optical drive, a USB disk, a file. One call at a time.
/// A failure is an <see cref="Platform.Problems.ArchivistException"/>.
/// </summary>
public interface IDiscRecorder
{
    /// <summary>Its name for display: <c>/dev/sr0</c>.</summary>
    string Location { get; }

    /// <summary>Inspects the medium without changing it.</summary>
    /// <exception cref="Platform.Problems.ArchivistException"><see cref="Platform.Problems.Failure.MediumFailed"/>: the recorder or its target cannot be used.</exception>
    Task<RecorderMedium> InspectAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Writes to the inspected medium and closes it. When this returns, the recorder has reported success. Cancelling stops the recorder as soon as that is
    /// safe for it, which can take a minute, and then throws <see cref="OperationCanceledException"/>.
    /// </summary>
    /// <exception cref="Platform.Problems.ArchivistException">
    /// <see cref="Platform.Problems.Failure.MediumFailed"/>: writing failed, or the image ended early; or the requested simulation is not supported.
    /// </exception>
    Task WriteAsync(BurnOrder order, RecorderMedium medium, IProgress<BurnProgress>? progress, CancellationToken cancellationToken);

    /// <summary>Makes the recorder drop its cached state by ejecting and loading the medium, and waits until it can be read.</summary>
    /// <exception cref="Platform.Problems.ArchivistException">
    /// <see cref="Platform.Problems.Failure.MediumFailed"/>: the drive did not load the medium again, or it cannot be read.
    /// </exception>
    Task ReloadAsync(IProgress<BurnProgress>? progress, CancellationToken cancellationToken);

    /// <summary>Opens the medium for reading; the caller disposes of it.</summary>
    IImageSource OpenMedium();

    /// <summary>Reports at the end of each attempt whether the content was verified, for recorders that publish nothing before that.</summary>
    /// <exception cref="Platform.Problems.ArchivistException">It is right and cannot be published.</exception>
    Task FinishAsync(bool isGood) => Task.CompletedTask;

    /// <summary>Ejects the medium, where the recorder can.</summary>
    Task EjectAsync(CancellationToken cancellationToken);
}
