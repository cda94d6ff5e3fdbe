using Archivist.Drills;
using Archivist.Drills.Machines;
using Archivist.Operations.Problems;
using Archivist.Platform;
using Archivist.Replicas.Reading;

namespace Archivist.Operations.Configuration;

/// <summary>Settings that are one of a few words.</summary>
internal static class Choices
{
    /// <summary>One or several firmwares; null when the key is not there.</summary>
    internal static IReadOnlyList<Firmware>? Firmware(SettingsTable table, string key)
    {
        var words = table.Texts(key);
        return words.Count == 0 ? null : [.. words.Distinct().Select(word => Platform.Firmware.Find(word) ?? throw RefuseWord(table, key, word, [.. FirmwareWords.All]))];
    }

    /// <summary>What opens the disc in a drill; null when the key is not there.</summary>
    internal static DrillKeyKind? Unlock(SettingsTable table, string key) =>
        table.OptionalText(key) is { } word ? DrillKeyKinds.Find(word) ?? throw RefuseWord(table, key, word, [.. DrillKeyKinds.Words]) : null;

    /// <summary>How QEMU runs; null for the fastest way that works, the default.</summary>
    internal static Acceleration? Acceleration(SettingsTable table, string key) => table.OptionalText(key) switch
    {
        null or "auto" => null,
        "tcg" => Drills.Machines.Acceleration.Tcg,
        var word => throw RefuseWord(table, key, word, "auto", "tcg"),
    };

    /// <summary>Which copy is read first; the fastest one by default.</summary>
    internal static ReadingOrder Order(SettingsTable table, string key) => table.OptionalText(key) switch
    {
        null or "fastest" => ReadingOrder.Fastest,
        "cheapest" => ReadingOrder.Cheapest,
        "listed" => ReadingOrder.Listed,
        var word => throw RefuseWord(table, key, word, "fastest", "cheapest", "listed"),
    };

    /// <summary>Whether to wait while the network is metered; by default it is used.</summary>
    internal static bool WaitsWhileMetered(SettingsTable table, string key) => table.OptionalText(key) switch
    {
        null or "use" => false,
        "wait" => true,
        var word => throw RefuseWord(table, key, word, "use", "wait"),
    };

    /// <summary>Refuses a word for not being one of the known ones.</summary>
    internal static Exception RefuseWord(SettingsTable table, string key, string word, params string[] known) =>
        table.Refuse(key, new SettingFault.UnknownWord(known, Spelling.Nearest(word, known)));
}
