using Archivist.Machine.Disks;
using Archivist.Machine.Problems;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;

namespace Archivist.Messages.German;

/// <summary>German for the problems of a machine's layout and of plans from it.</summary>
internal static class MachineMessages
{
    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        LayoutIncomplete(var file) => new Message($"{file} fehlt in der Beschreibung des Rechners", "Nehmen Sie einen Snapshot mit der ganzen Beschreibung."),
        LayoutUnreadable(var file, var cause) => new Message($"{file} ist nicht die Ausgabe des Werkzeugs: {CauseText.Of(cause)}", "Nehmen Sie die Beschreibung eines anderen Snapshots."),
        LayoutWithoutDisk => new Message("Keine Platte der Beschreibung hat ein eingehängtes Dateisystem", "Nehmen Sie eine Beschreibung, die im laufenden Rechner entstand."),
        TargetMissing(var disk, var bytes) => new Message($"Für die alte Platte {disk} von {Quantity.Bytes(bytes)} ist keine neue da", "Nennen Sie für jede alte Platte eine neue."),
        TargetNotNeeded(var disk, var needed) => new Message($"{disk}: Der alte Rechner hatte nur {Quantity.Count(needed, "Platte", "Platten")}", "Lassen Sie diese Platte weg."),
        TargetNamedTwice(var disk) => new Message($"{disk} wurde zweimal genannt", "Nennen Sie für jede alte Platte eine andere."),
        TargetTooSmall(var disk, var needed, var available, var system, var systemNeeds) => new Message(
            $"{disk} ist zu klein: Sie hat {available} Byte ({Quantity.Bytes(available)}), und {needed} ({Quantity.Bytes(needed)}) sind nötig, davon {Quantity.Bytes(systemNeeds)} für {system}",
            "Nehmen Sie eine größere Platte."),
        TargetProtected(var disk, var reason, var place) => new Message(
            $"Auf {disk} liegt {(reason is ProtectionReason.Medium ? "das, woraus wiederhergestellt wird" : "das Repository oder eine Kopie davon")}: {place}", "Wählen Sie eine andere Platte."),
        TargetInUse(var disk, var use) => new Message($"{disk} wird benutzt: {DeviceUseText.Of(use)}", "Hängen Sie sie aus, oder wählen Sie eine andere Platte."),
        TargetReadOnly(var disk) => new Message($"{disk} lässt sich nicht beschreiben", "Heben Sie den Schreibschutz auf, oder wählen Sie eine andere Platte."),
        StorageNotRebuilt(var device, var kind) => new Message($"{device}: {Of(kind)} kann nicht neu angelegt werden", Next(kind)),
        _ => null,
    };

    private static string Of(StorageKind kind) => kind switch
    {
        StorageKind.BtrfsOnSeveralDevices => "Ein Btrfs auf mehreren Geräten",
        StorageKind.Zfs => "Ein ZFS-Pool",
        StorageKind.Bcache => "bcache",
        StorageKind.FirmwareRaid => "RAID der Firmware oder eines Controllers",
        StorageKind.RaidLevel => "RAID einer anderen Stufe als 0 und 1",
        StorageKind.TokenOnlyLuks => "LUKS ohne Passphrase",
        StorageKind.BitLocker => "Ein BitLocker-Volume",
        StorageKind.FileSystem => "Diese Art von Dateisystem",
        StorageKind.LogicalVolume => "Ein Thin-, Cache-, Spiegel- oder Snapshot-Volume",
        StorageKind.PartitionTable => "Eine Partitionstabelle, die weder GPT noch MBR ist,",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Next(StorageKind kind) => kind is StorageKind.TokenOnlyLuks
        ? "Geben Sie dem Container eine Passphrase, und erfassen Sie den Rechner neu, oder stellen Sie die Dateien auf eine Platte wieder her, die Sie selbst einrichten."
        : "Richten Sie die Platte selbst ein, und stellen Sie die Dateien darauf wieder her.";
}
