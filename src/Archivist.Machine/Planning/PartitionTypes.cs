using Archivist.Machine.Reading;

namespace Archivist.Machine.Planning;

/// <summary>Types of partitions: UEFI 2.10 5.3.3 and the Discoverable Partitions Specification; of an MBR the customary bytes.</summary>
internal static class PartitionTypes
{
    internal const string Esp = "C12A7328-F81F-11D2-BA4B-00A0C93EC93B";
    internal const string BiosBoot = "21686148-6449-6E6F-744E-656564454649";
    internal const string Linux = "0FC63DAF-8483-4772-8E79-3D69D8477DE4";

    internal static bool IsExtended(PartitionTable table, PartitionEntry entry) => !table.IsGpt && entry.Type.TrimStart('0').ToLowerInvariant() is "5" or "f" or "85";

    internal static bool IsEsp(string type) => type.Equals(Esp, StringComparison.OrdinalIgnoreCase) || type.Equals("ef", StringComparison.OrdinalIgnoreCase);

    internal static bool IsBiosBoot(string type) => type.Equals(BiosBoot, StringComparison.OrdinalIgnoreCase);

    /// <summary>The GUID for a type of an MBR.</summary>
    internal static string ForGpt(string type) => type.TrimStart('0').ToLowerInvariant() switch
    {
        "82" => "0657FD6D-A4AB-43C4-84E5-0933C84B4F4F",
        "8e" => "E6D6D379-F507-44C2-A23C-238F2A3DF928",
        "fd" => "A19D880F-05FC-4D3B-A006-743F0F84911E",
        "ef" => Esp,
        "7" or "b" or "c" or "e" or "6" => "EBD0A0A2-B9E5-4433-87C0-68B6B72699C7",
        _ => Linux,
    };
}
