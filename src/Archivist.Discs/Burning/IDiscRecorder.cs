using Archivist.Images.Reading;

namespace Archivist.Discs.Burning;

/// <summary>
/// Something that an image can be written to and read back from: an optical drive, a USB disk, a file. One call at a time.
/// A failure is an <see cref="Platform.Problems.ArchivistException"/>.
/// </summary>
public interface IDiscRecorder
{
    /// <summary>What people call it: <c>/dev/sr0</c>.</summary>
    string Location { get; }

    /// <summary>Looks at the medium without changing it.</summary>
    Task<RecorderMedium> InspectAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Writes to the medium that was looked at, and closes it. When this returns, the recorder has said that everything was written. Cancelling stops the recorder as soon as that is
    /// safe for it, which can take a minute, and then throws <see cref="OperationCanceledException"/>.
    /// </summary>
    Task WriteAsync(BurnOrder order, RecorderMedium medium, IProgress<BurnProgress>? progress, CancellationToken cancellationToken);

    /// <summary>Makes the recorder forget what it knows of the medium, by putting it out and in, and waits until it can be read.</summary>
    Task ReloadAsync(IProgress<BurnProgress>? progress, CancellationToken cancellationToken);

    /// <summary>Opens the medium for reading; the caller disposes of it.</summary>
    IImageSource OpenMedium();

    /// <summary>Is told at the end of each attempt whether what was read back is right, for recorders that publish nothing before that.</summary>
    /// <exception cref="Platform.Problems.ArchivistException">It is right and cannot be published.</exception>
    Task FinishAsync(bool isGood) => Task.CompletedTask;

    /// <summary>Puts the medium out, where the recorder can.</summary>
    Task EjectAsync(CancellationToken cancellationToken);
}
