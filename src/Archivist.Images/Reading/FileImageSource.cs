using Archivist.Images.Problems;
using Archivist.Platform.Kernel;
using Archivist.Platform.Problems;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Images.Reading;

/// <summary>An image in a file, or the medium in a drive such as <c>/dev/sr0</c>.</summary>
public sealed class FileImageSource : IImageSource
{
    private readonly SafeFileHandle _handle;
    private readonly bool _isOwner;

    private FileImageSource(string path, SafeFileHandle handle, bool isOwner)
    {
        _isOwner = isOwner;
        Location = path;
        _handle = handle;
        Length = MeasureLength(handle);
    }

    /// <inheritdoc/>
    public string Location { get; }

    /// <inheritdoc/>
    public long Length { get; }

    /// <summary>Opens the file or drive for reading.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.MediumFailed"/>: it cannot be opened (<see cref="ImageNotOpened"/>).</exception>
    public static FileImageSource Open(string path)
    {
        try
        {
            return new FileImageSource(path, File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite), isOwner: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new ArchivistException(new ImageNotOpened(path, Cause.Of(e)), e);
        }
    }

    /// <summary>Reads what is open already, such as a file that is being written; the caller keeps the handle and disposes of it.</summary>
    public static FileImageSource Over(SafeFileHandle handle, string location) => new(location, handle, isOwner: false);

    /// <inheritdoc/>
    public int Read(long offset, Span<byte> buffer) => RandomAccess.Read(_handle, buffer, offset);

    /// <inheritdoc/>
    public ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken) =>
        RandomAccess.ReadAsync(_handle, buffer, offset, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isOwner)
            _handle.Dispose();
    }

    /// <summary>A block device has no length in its status; its end has to be sought.</summary>
    private static long MeasureLength(SafeFileHandle handle)
    {
        var length = RandomAccess.GetLength(handle);
        if (length > 0 || !OperatingSystem.IsLinux())
            return length;
        return Math.Max(0, Libc.Seek(handle, 0, Libc.SeekEnd));
    }
}
