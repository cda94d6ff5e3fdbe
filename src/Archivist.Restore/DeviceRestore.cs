using System.Runtime.InteropServices;
using System.Text;
using Archivist.Platform.Blocks;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Platform.Kernel;
using Archivist.Platform.Problems;
using Archivist.Repository.Opening;
using Archivist.Repository.Trees;
using Archivist.Restore.Problems;
using Archivist.Restore.Restoring;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Restore;

/// <summary>
/// Restores one file of a snapshot onto a disk, or onto an image file: only what differs is written. A disk that is mounted or otherwise in
/// use is refused by the system, for it is opened exclusively. Content beyond the end of the file on a larger disk is left unchanged.
/// </summary>
public sealed class DeviceRestore(IndexedRepository repository, Node node, string device, IProgress<RestoreTotals>? progress)
{
    /// <summary>Compares, and unless it is a dry run writes and syncs what differs; with <paramref name="verify"/> reads it all back.</summary>
    /// <exception cref="ArchivistException">
    /// The target cannot be opened or is too small; <see cref="Failure.DataLoss"/>: a piece is in no index; <see cref="Failure.MediumFailed"/>: the content that was read
    /// back differs (<see cref="DeviceContentDiffers"/>).
    /// </exception>
    public async Task<DeviceRestoreOutcome> RunAsync(bool isDryRun, bool verify, CancellationToken cancellationToken)
    {
        using var file = Open(isDryRun, out var isDevice);
        var length = (long)node.Size;
        CheckPieces();
        var comparison = new DeltaComparison(repository);
        var tally = NewTally();
        var plan = await comparison.CompareAsync(file, !isDevice, node, tally.OnBytes, cancellationToken);
        if (isDryRun)
            return new DeviceRestoreOutcome(length, plan.BytesWanted, plan.BytesZero, false);
        if (!isDevice)
            RandomAccess.SetLength(file, length);
        await ApplyAsync(file, plan, tally, cancellationToken);
        DurableFile.Synchronize(file, device);
        if (verify)
        {
            Libc.Advise(file, 0, 0, Libc.AdviseDoNotNeed);
            var left = await comparison.CompareAsync(file, false, node, NewTally().OnBytes, cancellationToken);
            if (!left.IsEmpty)
                throw new ArchivistException(new DeviceContentDiffers(device, left.BytesWanted + left.BytesZero));
        }

        return new DeviceRestoreOutcome(length, plan.BytesWanted, plan.BytesZero, verify);
    }

    /// <summary>Fails before the first write when it is known that the restore cannot be completed.</summary>
    private void CheckPieces()
    {
        ulong sum = 0;
        foreach (var id in node.Content)
        {
            sum += (ulong)(repository.FindDataLength(id) ?? throw new ArchivistException(new ContentNotIndexed(node.Name.ToString(), id)));
        }

        if (sum != node.Size)
            throw new ArchivistException(new SizeContradicted(node.Name.ToString(), node.Size, sum));
    }

    private async Task ApplyAsync(SafeFileHandle file, DeltaPlan plan, RestoreTally tally, CancellationToken cancellationToken)
    {
        var entry = new RestoredEntry([], node) { Opened = file, IsOverwritten = true };
        var content = new ContentRestore(repository, null, tally);
        content.Want(entry, plan.Wanted);
        plan.ClearZeros(file);
        tally.OnBytes(plan.BytesZero);
        await content.RunAsync(cancellationToken);
        if (tally.Problems.Count > 0)
            throw new ArchivistException(new DeviceRestoreIncomplete(Severity.Worst(tally.Problems.Select(problem => problem.Failure)), device, tally.Problems[0].Cause));
    }

    private SafeFileHandle Open(bool isDryRun, out bool isDevice)
    {
        if (!OperatingSystem.IsLinux())
            throw new ArchivistException(new LinuxOnly(device));
        // On a block device O_EXCL without O_CREAT means: not while it, a part of it or something on top of it is in use.
        var flags = (isDryRun ? Libc.OpenReadOnly : Libc.OpenReadWrite | Libc.OpenExclusive)
            | Libc.OpenCloseOnExec | Libc.OpenNonBlocking;
        var file = Libc.OpenAt(Libc.AtCurrentFolder, Encoding.UTF8.GetBytes(device + '\0')[0], flags, 0);
        if (file.IsInvalid)
            throw Refused(Marshal.GetLastPInvokeError());
        try
        {
            var status = Folder.StatusOf(file, FileName.Of(device));
            isDevice = status.Type is NodeType.BlockDevice;
            if (!isDevice && status.Type is not NodeType.File)
                throw new ArchivistException(new NotDeviceOrFile(device));
            if (isDevice && FileBlockSource.EndOf(file, device) is var end && end < (long)node.Size)
                throw new ArchivistException(new DeviceTooSmall(device, end, node.Name.ToString(), node.Size));
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private ArchivistException Refused(int error)
    {
        const int Busy = 16;
        return new ArchivistException(error switch
        {
            Busy => new TargetDeviceInUse(device),
            Libc.NotFound => new PathNotFound(device),
            _ => new DeviceNotWritable(device, new Cause.Kernel(error)),
        });
    }

    private RestoreTally NewTally()
    {
        var tally = new RestoreTally(progress);
        tally.WantFile((long)node.Size);
        return tally;
    }
}
