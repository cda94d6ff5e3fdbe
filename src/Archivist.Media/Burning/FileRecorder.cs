using System.Runtime.InteropServices;
using Archivist.Platform;
using Archivist.Repository;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Media.Burning;

/// <summary>A file on some other medium that the image is copied to, for whoever burns it elsewhere. It appears under its name when it is complete.</summary>
public sealed partial class FileRecorder(string path) : IDiscRecorder
{
    private const int BufferSize = 4 << 20, DoNotNeed = 4;

    /// <inheritdoc/>
    public string Location => path;

    private string Partial => path + ".partial";

    /// <inheritdoc/>
    public Task<RecorderMedium> InspectAsync(CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder))
            throw new ArchivistException(Failure.MediumFailed, $"{folder}: is not a folder") { Hint = "Create it, or give another place." };
        var room = new DriveInfo(folder).AvailableFreeSpace;
        return Task.FromResult(new RecorderMedium("image file", File.Exists(path) ? MediumState.Overwritable : MediumState.Blank, room, null));
    }

    /// <inheritdoc/>
    public async Task WriteAsync(BurnOrder order, RecorderMedium medium, IProgress<BurnProgress>? progress, CancellationToken cancellationToken)
    {
        if (order.IsSimulation)
            throw new ArchivistException(Failure.Usage, $"{path}: a file knows no simulation") { Hint = "Leave --simulate out." };
        try
        {
            await CopyAsync(order, progress, cancellationToken);
        }
        catch
        {
            File.Delete(Partial);
            throw;
        }

        File.Move(Partial, path, overwrite: true);
    }

    /// <inheritdoc/>
    public Task ReloadAsync(IProgress<BurnProgress>? progress, CancellationToken cancellationToken)
    {
        using var file = File.OpenHandle(path);
        if (OperatingSystem.IsLinux())
            _ = Advise(file, 0, 0, DoNotNeed);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public IImageSource OpenMedium() => FileImageSource.Open(path);

    /// <inheritdoc/>
    public Task EjectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task CopyAsync(BurnOrder order, IProgress<BurnProgress>? progress, CancellationToken cancellationToken)
    {
        using var image = FileImageSource.Open(order.ImagePath);
        using var file = File.OpenHandle(Partial, FileMode.Create, FileAccess.Write, FileShare.None, FileOptions.None, order.Length);
        var buffer = new byte[BufferSize];
        for (var offset = 0L; offset < order.Length;)
        {
            var read = await image.ReadAsync(offset, buffer.AsMemory(0, (int)Math.Min(buffer.Length, order.Length - offset)), cancellationToken);
            if (read == 0)
                throw new ArchivistException(Failure.MediumFailed, $"{order.ImagePath}: ends after {offset} bytes") { Hint = "Build the image again." };
            await RandomAccess.WriteAsync(file, buffer.AsMemory(0, read), offset, cancellationToken);
            offset += read;
            progress?.Report(new BurnProgress(BurnStage.Writing, offset, order.Length));
        }

        DurableFile.Synchronize(file, path);
    }

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    private static partial int Advise(SafeFileHandle file, long offset, long length, int advice);
}
