using Archivist.Platform;
using Archivist.Drills.Machines;
using Archivist.Reports.Runs;

namespace Archivist.Operations.Configuration;

/// <summary>Settings that are one of a few words.</summary>
internal static class Choices
{
    /// <summary>One or several firmwares; null when the key is not there.</summary>
    internal static IReadOnlyList<Firmware>? Firmware(SettingsTable table, string key)
    {
        var words = table.Texts(key);
        return words.Count == 0 ? null : [.. words.Distinct().Select(word => word switch
        {
            "bios" => Platform.Firmware.Bios,
            "uefi" => Platform.Firmware.Uefi,
            "secure-boot" => Platform.Firmware.SecureBoot,
            _ => throw RefuseWord(table, key, word, "bios", "uefi", "secure-boot"),
        })];
    }

    /// <summary>How QEMU runs; null when the key is not there.</summary>
    internal static DrillAcceleration? Acceleration(SettingsTable table, string key) => table.OptionalText(key) switch
    {
        null => null,
        "auto" => DrillAcceleration.Auto,
        "tcg" => DrillAcceleration.Tcg,
        var word => throw RefuseWord(table, key, word, "auto", "tcg"),
    };

    /// <summary>Refuses a word and lists the known ones, the nearest first.</summary>
    internal static Exception RefuseWord(SettingsTable table, string key, string word, params string[] known) =>
        table.Refuse(
            key,
            "is not one of the words known here",
            Spelling.Nearest(word, known) is { } nearest
                ? $"Write \"{nearest}\" if that was meant."
                : $"Write one of {string.Join(", ", known)}.");
}
