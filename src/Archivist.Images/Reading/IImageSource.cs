namespace Archivist.Images.Reading;

/// <summary>
/// The bytes of an image, wherever they are: a file, a drive, memory. Reads carry their own position, so any number of
/// readers can share one source. A failing read is an <see cref="IOException"/>.
/// </summary>
public interface IImageSource : IDisposable
{
    /// <summary>Its name for display: the path of the file or the drive.</summary>
    string Location { get; }

    /// <summary>Number of bytes.</summary>
    long Length { get; }

    /// <summary>Reads at least one byte, or none at the end.</summary>
    int Read(long offset, Span<byte> buffer);

    /// <summary>The same without holding a thread, by a source that can; by any other it is a read, whose failure comes with the result.</summary>
    ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled<int>(cancellationToken);
        try
        {
            return ValueTask.FromResult(Read(offset, buffer.Span));
        }
        catch (IOException e)
        {
            return ValueTask.FromException<int>(e);
        }
    }
}
