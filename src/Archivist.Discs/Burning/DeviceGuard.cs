using Archivist.Discs.Problems;
using Archivist.Images.Reading;
using Archivist.Platform.Blocks;
using Archivist.Platform.Problems;

namespace Archivist.Discs.Burning;

/// <summary>
/// The care that everything takes which writes onto a disk of Linux: not one in use (mounted, swapped to, part of another device), not a partition, and
/// not a built-in one, unless that is allowed. The confirmation is the front end's.
/// </summary>
public sealed class DeviceGuard(string device)
{
    /// <summary>Whether a disk that is neither removable nor on USB may be written to as well.</summary>
    public bool MayBeBuiltIn { get; init; }

    /// <summary>Whether a partition or a device of the device mapper will do as well as a whole disk.</summary>
    public bool MayBePartition { get; init; }

    /// <summary>The kind of failure that a refusal is.</summary>
    public Failure Refusal { get; init; } = Failure.MediumFailed;

    internal DiskUse Use { get; init; } = new();

    /// <summary>Looks at the disk without changing it.</summary>
    /// <exception cref="ArchivistException">It must not be written to, or cannot be looked at.</exception>
    public RecorderMedium Inspect()
    {
        var name = NameOf();
        if (name.StartsWith("sr", StringComparison.Ordinal))
            throw Refused(DeviceFault.OpticalDrive);
        if (!Use.IsKnown(name) || (!MayBePartition && !Use.IsWholeDisk(name)))
            throw Refused(DeviceFault.Partition);
        if (Use.UserOf(name) is { } user)
            throw new ArchivistException(new DeviceInUse(Refusal, device, user));
        if (!MayBeBuiltIn && !Use.IsPortable(name))
            throw Refused(DeviceFault.BuiltIn);
        using var source = FileImageSource.Open(device);
        return new RecorderMedium("USB disk", MediumState.Overwritable, source.Length, Use.ModelOf(name));
    }

    /// <summary>Opens the disk for writing, so that the kernel refuses it when it is in use after all; the caller disposes of it.</summary>
    /// <exception cref="ArchivistException">It cannot be opened.</exception>
    public FileStream Open() => new(LinuxDevice.Open(device, forWriting: true, exclusively: true).Handle, FileAccess.Write, bufferSize: 0);

    private string NameOf()
    {
        try
        {
            return Path.GetFileName(File.ResolveLinkTarget(device, returnFinalTarget: true)?.FullName ?? device);
        }
        catch (FileNotFoundException)
        {
            // Its name in /sys then says whether there is such a disk.
            return Path.GetFileName(device);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArchivistException(new DeviceNotInspected(Refusal, device, Cause.Of(e)), e);
        }
    }

    private ArchivistException Refused(DeviceFault fault) => new(new DeviceRefused(Refusal, device, fault));
}
