using System.Text;
using Archivist.Operations.Configuration.Toml;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Configuration;

internal sealed partial class SettingsTable
{
    /// <summary>Refuses the value of a key; the cause must not repeat the value where it could be a secret.</summary>
    internal ArchivistException Refuse(string key, string cause, string hint)
    {
        if (Override(key) is { } set)
            return new ArchivistException(Failure.Usage, $"environment variable {set.Variable}: {PathOf(key)} {cause}") { Hint = hint };
        return _table?.Find(key) is { } value
            ? RefuseAt(value.Position, key, cause, hint)
            : new ArchivistException(Failure.Usage, $"{Place()}: {PathOf(key)} {cause}") { Hint = hint };
    }

    /// <summary>Refuses an address for what is wrong with it.</summary>
    internal ArchivistException RefuseAddress(string key, Problem address)
    {
        var place = Override(key) is { } set ? $"environment variable {set.Variable}" : _table?.Find(key) is { } value ? $"{_file}:{value.Position}" : Place();
        return new ArchivistException(new SettingAddressRefused($"{place}: {PathOf(key)}", address));
    }

    /// <summary>Refuses a table as a whole.</summary>
    internal ArchivistException RefuseTable(string cause, string hint) =>
        new(Failure.Usage, $"{Place()}: {_path} {cause}") { Hint = hint };

    private ArchivistException RefuseMissing(string key) =>
        new(Failure.Usage, $"{Place()}: {PathOf(key)} is missing") { Hint = $"Add {key} = … to {SectionName()}." };

    private ArchivistException RefuseType(string key, TomlValue value, string wanted) => RefuseAt(
        value.Position, key, $"is {value.TypeName}, expected {wanted}", $"Write {PathOf(key)} as {wanted}.");

    private ArchivistException RefuseAt(TomlPosition position, string key, string cause, string hint) =>
        new(Failure.Usage, $"{_file}:{position}: {PathOf(key)} {cause}") { Hint = hint };

    private static ArchivistException RefuseUnknown(string place, string key, IReadOnlyList<string> known) =>
        new(Failure.Usage, $"{place} is not a known key")
        {
            Hint = Spelling.Nearest(key, known) is { } nearest
                ? $"Write '{nearest}' if that was meant."
                : $"Remove it; known here: {string.Join(", ", known)}.",
        };

    private string Place() => _table is null ? _file : $"{_file}:{_table.Position}";

    private string SectionName()
    {
        var parts = _path.Split('.');
        return (parts.Length, _path.Length) switch
        {
            (_, 0) => "the top of the file",
            (2, _) when int.TryParse(parts[1], out _) => $"[[{parts[0]}]]",
            _ => $"[{_path}]",
        };
    }

    /// <summary>A key of the file for a message: short and without control characters.</summary>
    private static string Shown(string key)
    {
        var shown = new StringBuilder();
        foreach (var rune in key.EnumerateRunes().Take(60))
            shown.Append(Rune.IsControl(rune) ? "?" : rune.ToString());
        return shown.ToString();
    }
}
