using Archivist.Discs.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Messages.English;

/// <summary>English for the problems of burning and of writing to disks.</summary>
internal static class BurningMessages
{
    private const string LookAtDrive = "See what is in the drive, and that no other program uses it.";

    /// <summary>Null for another problem.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        DeviceRefused(_, var device, DeviceFault.OpticalDrive) => new Message($"{device}: is an optical drive", "Write the image to a file, and burn that."),
        DeviceRefused(_, var device, DeviceFault.Partition) => new Message($"{device}: is not a whole disk", "Give the disk, such as /dev/sdb, and not a partition of it."),
        DeviceRefused(_, var device, DeviceFault.BuiltIn) => new Message($"{device}: is a built-in disk", "Give a USB disk."),
        DeviceInUse(_, var device, var use) => new Message($"{device}: {DeviceUseText.Of(use)}", "Unmount it if it is the right one, and choose another if it is not."),
        DeviceNotInspected(_, var device, var cause) => new Message($"{device}: cannot be inspected: {CauseText.Of(cause)}", "Check the name and the permissions."),
        NoSpaceForImage(var location, var free, var length) =>
            new Message($"{location}: there is room for {free} bytes, and the image has {length}", "Free some space or name another place."),
        MediumMissing(var location) => new Message($"{location}: there is no medium in it", "Insert a blank one."),
        MediumClosed(var location, var medium) => new Message($"{location}: the {medium} in it is written and closed", "Insert a blank one."),
        MediumNotEmpty(var location, var medium) => new Message($"{location}: the {medium} in it is not empty", "Insert a blank one, or allow it to be overwritten."),
        InsertedMediumTooSmall(var location, var medium, var capacity, var length) =>
            new Message($"{location}: the {medium} in it holds {capacity} bytes, and the image has {length}", "Insert a larger one."),
        SimulationUnsupported(_, var location, var recorder) => new Message($"{location}: {Of(recorder)} does not support simulation", "Write without simulation."),
        ImageEndsEarly(var image, var length) => new Message($"{image}: ends after {length} bytes", "Build the image again."),
        TargetFolderMissing(var folder) => new Message($"{folder}: is not a directory", "Create it, or give another place."),
        TargetUnusable(var path, var cause) => new Message($"{path}: {CauseText.Of(cause)}", "Give another place."),
        NotABurner(var device) => new Message($"{device}: is not a drive that burns", "Name a drive that does, and see that no other program uses it."),
        RecorderFailed(var device, _, _, { } complaint) => new Message($"{device}: {complaint}", LookAtDrive),
        RecorderFailed(var device, var tool, var code, _) => new Message($"{device}: {tool} ended with code {code}", LookAtDrive),
        ImapiFailed(var device, var error, var cause) => new Message($"{device}: IMAPI reported 0x{error:X8}: {CauseText.Of(cause)}", LookAtDrive),
        ImapiUnavailable(var error) => new Message($"IMAPI 2: unavailable: 0x{error:X8}", "Burn on a Windows that has IMAPI 2 (Vista or later, not a server without media features)."),
        DeviceNotOpened(var device, var cause) =>
            new Message($"{device}: cannot be opened: {CauseText.Of(cause)}", "Check the name, the permissions, and that nothing on it is mounted."),
        DriveFailed(var device, var fault) => new Message($"{device}: {Of(fault)}", "Look at the drive, and try again."),
        BurnStopped => new Message("burning was stopped"),
        BurnedContentWrong(var actual, var expected) => new Message($"reading back gave the SHA-256 {actual} instead of {expected}"),
        BurnedContentUnreadable(var bytes) => new Message($"{bytes} bytes cannot be read back"),
        BurnBroken(var cause) => new Message(CauseText.Of(cause)),
        _ => null,
    };

    private static string Of(RecorderKind recorder) => recorder switch
    {
        RecorderKind.Disk => "a disk",
        RecorderKind.File => "a file",
        RecorderKind.Imapi => "IMAPI",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Of(DriveFault fault) => fault switch
    {
        DriveFault.TrayStuck => "its tray does not open",
        DriveFault.DiscNotBack => "the disc did not come back into the drive",
        DriveFault.DiscUnreadable => "the disc cannot be read after it was loaded again",
        DriveFault.BuffersKept => "its buffers cannot be emptied, so that reading it back would prove nothing",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
