using System.Text;
using Archivist.Operations.Configuration.Toml;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Configuration;

internal sealed partial class SettingsTable
{
    /// <summary>Refuses the value of a key.</summary>
    internal ArchivistException Refuse(string key, SettingFault fault) => Refuse(
        Override(key) is { } set ? InVariable(set.Variable, key) : _table?.Find(key) is { } value ? InFile(value.Position, key) : InTable(PathOf(key)), fault);

    /// <summary>Refuses a table as a whole, because the file does not have it.</summary>
    /// <param name="keys">The keys that it must have.</param>
    internal ArchivistException RefuseMissing(params IReadOnlyList<string> keys) => Refuse(InTable(_path), new SettingFault.TableMissing(SectionName()!, keys));

    private ArchivistException RefuseMissingKey(string key) => Refuse(InTable(PathOf(key)), new SettingFault.Missing(SectionName(), key));

    private ArchivistException RefuseType(string key, TomlValue value, SettingType expected) => Refuse(InFile(value.Position, key), new SettingFault.WrongType(value.Type, expected));

    private static ArchivistException RefuseUnknown(SettingPlace place, string key, IReadOnlyList<string> known, string? step = null) =>
        Refuse(place, new SettingFault.UnknownKey(known, Spelling.Nearest(key, known), step));

    private static ArchivistException Refuse(SettingPlace place, SettingFault fault) => new(new SettingRefused(place, fault));

    private SettingPlace InFile(TomlPosition position, string key) => new(PathOf(key), null, _file, position.Line, position.Column);

    private SettingPlace InVariable(string variable, string key) => new(PathOf(key), variable, null, null, null);

    /// <summary>The place of what is not in the file: that of its table.</summary>
    private SettingPlace InTable(string path) => new(path, null, _file, _table?.Position.Line, _table?.Position.Column);

    /// <summary>The header of the table as written in the file; null for the top of the file.</summary>
    private string? SectionName()
    {
        var parts = _path.Split('.');
        return (parts.Length, _path.Length) switch
        {
            (_, 0) => null,
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
