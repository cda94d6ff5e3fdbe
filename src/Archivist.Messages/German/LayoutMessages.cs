using Archivist.Machine.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Messages.German;

/// <summary>German for the problems of describing a machine.</summary>
internal static class LayoutMessages
{
    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        LayoutFileMissing(var file, var tool, var cause, var isNeeded) => new Message(
            $"system/{file} fehlt: {tool}: {Of(cause)}",
            isNeeded ? "Ohne diese Datei lässt sich dieser Teil des Rechners nicht wiederherstellen: Installieren Sie das Programm, arbeiten Sie als root, und erstellen Sie einen neuen Snapshot." : null),
        PartNotRebuilt(var device, var reason, var detail) => new Message($"{device} lässt sich auf einem neuen Datenträger nicht wiederherstellen: {Of(reason, detail)}", HintOf(reason)),
        ToolTimedOut(var tool, var seconds) => new Message($"{tool} hat nicht innerhalb von {seconds} s geantwortet", "Vielleicht fällt ein Datenträger aus: Sehen Sie mit dmesg nach."),
        _ => null,
    };

    private static string Of(Cause cause) => cause is Cause.Known(var known) && GermanMessages.Find(known) is { } message ? message.Sentence : CauseText.Of(cause);

    private static string Of(NotRebuiltReason reason, string detail) => reason switch
    {
        NotRebuiltReason.BtrfsOnSeveralDevices => $"Das Btrfs-Dateisystem liegt auf mehreren Geräten ({detail})",
        NotRebuiltReason.Zfs => $"Es gehört zum ZFS-Pool {detail}".TrimEnd(),
        NotRebuiltReason.Bcache => "Es gehört zu bcache",
        NotRebuiltReason.FirmwareRaid => $"Es gehört zu einem RAID-Verbund der Firmware ({detail})",
        NotRebuiltReason.RaidController => $"Es ist ein logischer Datenträger eines RAID-Controllers ({detail}), und nur der Controller kennt den Verbund",
        NotRebuiltReason.RaidLevel => $"Verbünde der Art {detail} werden nicht wiederhergestellt, nur raid0 und raid1",
        NotRebuiltReason.LogicalVolumeKind => $"Es hat logische Volumes der Art {detail}, die aus den Metadaten allein nicht wiederkommen",
        NotRebuiltReason.LuksWithoutPassphrase => "Kein Passwort öffnet den LUKS-Container, nur das TPM dieses Rechners, ein Token oder ein Schlüsselserver",
        NotRebuiltReason.BitLocker => "Es ist mit BitLocker verschlüsselt",
        NotRebuiltReason.UnknownFileSystem => detail.Length > 0 ? $"Das Dateisystem {detail} gehört nicht zu denen, die wiederhergestellt werden" : "lsblk kennt das Dateisystem nicht",
        NotRebuiltReason.UnknownDevice => $"Geräte der Art {detail} sind nicht bekannt",
        _ => $"{reason}",
    };

    private static string? HintOf(NotRebuiltReason reason) => reason switch
    {
        NotRebuiltReason.LuksWithoutPassphrase => "Fügen Sie mit systemd-cryptenroll einen Wiederherstellungsschlüssel hinzu, und bewahren Sie ihn auf Papier auf.",
        NotRebuiltReason.RaidController or NotRebuiltReason.FirmwareRaid => "Notieren Sie die Einstellungen des Verbunds auf Papier.",
        NotRebuiltReason.BitLocker => "Bewahren Sie den Wiederherstellungsschlüssel mit 48 Ziffern auf, und sichern Sie den Datenträger bei ausgeschaltetem Rechner.",
        _ => "Die Dateien in eingehängten Dateisystemen werden trotzdem gesichert.",
    };
}
