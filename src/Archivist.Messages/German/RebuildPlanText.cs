using Archivist.Machine.Planning;
using Archivist.Messages.Planning;
using Archivist.Platform.Text;

namespace Archivist.Messages.German;

/// <summary>The plan of a rebuild in plain German, with pictures of the disks. Thread-safe.</summary>
public static class RebuildPlanText
{
    /// <summary>Lines of at most 80 columns, unless a name in them is longer.</summary>
    public static string Of(RebuildPlan plan) => PlanPage.Of(plan, Words.Instance);

    /// <summary>One note as a sentence.</summary>
    public static string Of(PlanNote note) => Words.Instance.Of(note);

    private sealed class Words : PlanWords
    {
        internal static readonly Words Instance = new();

        internal override string Before => "Vorher:";

        internal override string After => "Nachher:";

        internal override string Unchanged => "Jede Partition kommt an ihre alte Stelle.";

        internal override string Free => "frei";

        internal override string New => "neu";

        internal override (string Number, string Before, string After, string Content) Heads => ("Nr.", "vorher", "nachher", "Inhalt");

        internal override string Title(DiskPlan disk, string target) =>
            $"Die Platte {disk.OldName} ({string.Join(", ", new[] { Quantity.Bytes(disk.OldBytes), disk.OldModel }.OfType<string>())}) des verlorenen Rechners wird auf {target} wiederhergestellt.";

        internal override string Erased(string target) => $"Alles, was jetzt auf {target} ist, wird gelöscht.";

        internal override string? Special(PlannedPartition partition) => partition switch
        {
            { IsExtended: true } => "erweitert",
            { Content: "crypto_LUKS" } => "verschlüsselt (LUKS)",
            { Content: "LVM2_member" } => "LVM",
            { Content: "linux_raid_member" } => "RAID",
            { Content: "vfat" } when English.RebuildPlanText.IsEsp(partition) => "EFI-System",
            { Content: null } when English.RebuildPlanText.IsBiosBoot(partition) => "BIOS-Start",
            { Content: null } => "leer",
            _ => null,
        };

        internal override string StartsBy(bool bios, bool uefi) => (bios, uefi) switch
        {
            (true, true) => "Der Rechner startet mit BIOS und mit UEFI.",
            (true, false) => "Der Rechner startet nur mit BIOS.",
            (false, true) => "Der Rechner startet nur mit UEFI.",
            _ => "Es kann kein Startprogramm geschrieben werden: Der Rechner startet nicht von diesen Platten.",
        };

        internal override string Of(PlanNote note) => note switch
        {
            PlanNote.OtherContent(var disk, var partitions) => $"Sehen Sie zweimal hin: {disk} hat jetzt {Quantity.Count(partitions, "Partition", "Partitionen")}. Deren Inhalt geht verloren.",
            PlanNote.SameSerial(var disk, var serial) => $"{disk} hat die Seriennummer der verlorenen Platte ({serial}). Wahrscheinlich ist sie es, aber Seriennummern beweisen nichts.",
            PlanNote.TableBecomesGpt(var disk, var forSize) =>
                $"Die Partitionstabelle von {disk} wird eine GPT, {(forSize ? "weil ein MBR eine so große Platte nicht beschreiben kann" : "weil UEFI eine braucht")}. Namen nach PARTUUID in /etc/fstab und in der Befehlszeile des Kernels ändern sich.",
            PlanNote.SectorsAdapted(var device, var kind, var sector) => $"{device} ({kind}) war für andere Sektoren angelegt und wird für die Sektoren der neuen Platte von {sector} Byte angelegt.",
            PlanNote.VolumesShrink(var group) => $"Die Volume-Gruppe {group} passt nicht, wie sie war: Ihre Volumes werden kleiner und behalten Namen und UUIDs.",
            PlanNote.ArrayDegraded(var array, var members, var missing) => $"Der Spiegel {array} hatte {members} Platten; {missing} davon {(missing == 1 ? "fehlt" : "fehlen")} vorerst. Fügen Sie sie später mit mdadm hinzu.",
            PlanNote.LeftEmpty(var device, var kind) => $"{device} ({kind}) kommt ohne Inhalt zurück: Nur die Partition wird angelegt.",
            PlanNote.UsedUnknown(var device) => $"Wie viel auf {device} belegt war, ist nicht bekannt; darum wird es nicht kleiner.",
            PlanNote.BiosCannotStart(var disk, var sector) => $"BIOS kann nicht von {disk} starten: Ihre Sektoren haben {sector} Byte. Starten Sie mit UEFI.",
            PlanNote.SystemdBoot => "Der Rechner startet mit systemd-boot, das mit den Dateien der EFI-Systempartition zurückkommt.",
            PlanNote.EncryptedBoot(var container) => $"GRUB muss zum Starten {container} öffnen und öffnet LUKS2 nur mit PBKDF2.",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
