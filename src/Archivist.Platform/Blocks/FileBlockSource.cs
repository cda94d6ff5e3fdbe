using System.Runtime.InteropServices;
using System.Text;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Platform.Kernel;
using Archivist.Platform.Problems;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Platform.Blocks;

/// <summary>A disk, a partition or an image file, byte by byte as it is. Holes of a file are known without reading them.</summary>
internal sealed class FileBlockSource : IBlockSource
{
    private readonly SafeFileHandle _file;

    private FileBlockSource(string path, SafeFileHandle file, FileStatus status, long length)
    {
        Location = path;
        _file = file;
        Status = status;
        Length = length;
    }

    public string Location { get; }

    public long Length { get; }

    internal FileStatus Status { get; }

    /// <summary>Opens for reading; what is neither a file nor a block device is <see cref="Failure.Usage"/>.</summary>
    internal static FileBlockSource Open(string path)
    {
        if (!OperatingSystem.IsLinux())
            throw new ArchivistException(new LinuxOnly(path));
        // Non-blocking, so that a pipe of that name cannot hang us.
        var flags = Libc.OpenReadOnly | Libc.OpenCloseOnExec | Libc.OpenNonBlocking;
        var file = Libc.OpenAt(Libc.AtCurrentFolder, Encoding.UTF8.GetBytes(path + '\0')[0], flags, 0);
        if (file.IsInvalid)
        {
            var error = Marshal.GetLastPInvokeError();
            file.Dispose();
            throw new ArchivistException(error == Libc.NotFound ? new PathNotFound(path) : new PathNotReadable(path, new Cause.Kernel(error)));
        }

        try
        {
            var status = Folder.StatusOf(file, FileName.Of(path));
            var length = status.Type switch
            {
                NodeType.File => status.Size,
                NodeType.BlockDevice => EndOf(file, path),
                _ => throw new ArchivistException(new NotBlockSource(path)),
            };
            return new FileBlockSource(path, file, status, length);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public ValueTask<BlockRun> FindRunAsync(long offset, CancellationToken cancellationToken)
    {
        if (!Status.IsSparse || Status.Type is not NodeType.File)
            return new(new BlockRun(Length, false));
        var content = Math.Min(Folder.FindContent(_file, offset) ?? Length, Length);
        if (content > offset)
            return new(new BlockRun(content, true));
        var hole = Libc.Seek(_file, offset, Libc.SeekHole);
        return new(new BlockRun(hole > offset ? Math.Min(hole, Length) : Length, false));
    }

    public ValueTask ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        var rest = destination.Span;
        while (!rest.IsEmpty)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var read = RandomAccess.Read(_file, rest, offset);
            if (read == 0)
                throw new EndOfStreamException($"{Location}: it became shorter while it was read");
            rest = rest[read..];
            offset += read;
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>A device has no size in its status; it is determined by seeking to the end.</summary>
    internal static long EndOf(SafeFileHandle device, string path)
    {
        var end = Libc.Seek(device, 0, Libc.SeekEnd);
        return end >= 0 ? end : throw new NativeIOException(path, Marshal.GetLastPInvokeError());
    }
}
