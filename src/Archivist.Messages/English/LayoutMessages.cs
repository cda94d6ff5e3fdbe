using Archivist.Machine.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Messages.English;

/// <summary>English for the problems of describing a machine.</summary>
internal static class LayoutMessages
{
    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        LayoutFileMissing(var file, var tool, var cause, var isNeeded) => new Message(
            $"system/{file} is missing: {tool}: {Of(cause)}", isNeeded ? "Without it that part of the machine cannot be rebuilt: install the tool and run as root, then take another snapshot." : null),
        PartNotRebuilt(var device, var reason, var detail) => new Message($"{device} cannot be rebuilt on a new disk: {Of(reason, detail)}", HintOf(reason)),
        ToolTimedOut(var tool, var seconds) => new Message($"{tool} did not answer within {seconds} s", "Look for a disk that fails: dmesg."),
        _ => null,
    };

    private static string Of(Cause cause) => cause is Cause.Known(var known) && EnglishMessages.Find(known) is { } message ? message.Sentence : CauseText.Of(cause);

    private static string Of(NotRebuiltReason reason, string detail) => reason switch
    {
        NotRebuiltReason.BtrfsOnSeveralDevices => $"its Btrfs file system lies on several devices ({detail})",
        NotRebuiltReason.Zfs => $"it belongs to the ZFS pool {detail}".TrimEnd(),
        NotRebuiltReason.Bcache => "it is part of bcache",
        NotRebuiltReason.FirmwareRaid => $"it belongs to an array of the firmware ({detail})",
        NotRebuiltReason.RaidController => $"it is a logical disk of a RAID controller ({detail}), and only the controller knows the array",
        NotRebuiltReason.RaidLevel => $"arrays of the kind {detail} are not rebuilt, only raid0 and raid1",
        NotRebuiltReason.LogicalVolumeKind => $"it has logical volumes of the kind {detail}, which the metadata alone does not bring back",
        NotRebuiltReason.LuksWithoutPassphrase => "no passphrase opens its LUKS container, only this machine's TPM, a token or a key server",
        NotRebuiltReason.BitLocker => "it is encrypted by BitLocker",
        NotRebuiltReason.UnknownFileSystem => detail.Length > 0 ? $"its file system {detail} is not among those that are rebuilt" : "lsblk does not know its file system",
        NotRebuiltReason.UnknownDevice => $"devices of the kind {detail} are not known",
        _ => $"{reason}",
    };

    private static string? HintOf(NotRebuiltReason reason) => reason switch
    {
        NotRebuiltReason.LuksWithoutPassphrase => "Add a recovery key with systemd-cryptenroll, and keep it on paper.",
        NotRebuiltReason.RaidController or NotRebuiltReason.FirmwareRaid => "Note the configuration of the array on paper.",
        NotRebuiltReason.BitLocker => "Keep the recovery key of 48 digits, and capture the disk while the machine is off.",
        _ => "Its mounted files are captured all the same.",
    };
}
