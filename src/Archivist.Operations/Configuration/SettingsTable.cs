using System.Globalization;
using System.Text;
using Archivist.Operations.Configuration.Toml;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Configuration;

/// <summary>
/// One table of a settings file, read strictly: an unknown key, a wrong type or a value out of range is an error that
/// names file, line, key and cause. Overrides from the environment win over the file.
/// </summary>
internal sealed partial class SettingsTable
{
    private readonly string _file;
    private readonly Overrides _overrides;
    private readonly string _path;
    private readonly TomlValue.Table? _table;

    /// <param name="file">What errors call the file.</param>
    /// <param name="overrides">What the environment says.</param>
    /// <param name="path">Where the table is, such as <c>policy</c>; empty for the root.</param>
    /// <param name="table">Null when the file does not have it.</param>
    /// <param name="known">Every key that it may have.</param>
    internal SettingsTable(string file, Overrides overrides, string path, TomlValue.Table? table, IReadOnlyList<string> known)
    {
        (_file, _overrides, _path, _table) = (file, overrides, path, table);
        foreach (var entry in table?.Entries ?? [])
        {
            if (!known.Contains(entry.Key))
                throw RefuseUnknown(InFile(entry.KeyPosition, Shown(entry.Key)), entry.Key, known);
        }

        foreach (var (name, variable) in overrides.Below(path))
        {
            if (!known.Contains(name))
                throw RefuseUnknown(InVariable(variable, name), name, known);
        }
    }

    /// <summary>Whether the file or the environment says anything about this table.</summary>
    internal bool IsPresent => _table is not null || _overrides.Below(_path).Any();

    /// <summary>Whether the file or the environment gives a value to that key.</summary>
    internal bool Has(string key) => Override(key) is not null || _table?.Find(key) is not null;

    /// <summary>A text that must be there and must not be empty.</summary>
    internal string RequiredText(string key) => OptionalText(key) ?? throw RefuseMissingKey(key);

    /// <summary>A text, or null when the key is not there; an empty text is refused.</summary>
    internal string? OptionalText(string key)
    {
        if (Override(key) is { } set)
            return set.Text.Length > 0 ? set.Text : throw Refuse(key, new SettingFault.Empty(IsVariable: true));
        return _table?.Find(key) switch
        {
            null => null,
            TomlValue.String { Value.Length: 0 } => throw Refuse(key, new SettingFault.Empty(IsVariable: false)),
            TomlValue.String text => text.Value,
            var other => throw RefuseType(key, other, SettingType.Text),
        };
    }

    /// <summary>A list of texts, empty when the key is not there. An override is one text, or a TOML array.</summary>
    internal IReadOnlyList<string> Texts(string key)
    {
        var value = Override(key) is { } set
            ? set.Text.StartsWith('[') ? ParseOverride(key, set) : new TomlValue.String(default, set.Text)
            : _table?.Find(key);
        return value switch
        {
            null => [],
            TomlValue.String text when Override(key) is not null => [text.Value],
            TomlValue.Array array => [.. array.Items.Select(item => TextOf(key, item))],
            var other => throw RefuseType(key, other, SettingType.Texts),
        };
    }

    /// <summary>A whole number within bounds.</summary>
    internal int Integer(string key, int otherwise, int least, int most) => (int)Integer(key, (long)otherwise, least, most);

    /// <summary>A whole number within bounds.</summary>
    internal long Integer(string key, long otherwise, long least, long most)
    {
        long value;
        if (Override(key) is { } set)
        {
            if (!long.TryParse(set.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value))
                throw Refuse(key, new SettingFault.NotAnInteger(least, most));
        }
        else
        {
            switch (_table?.Find(key))
            {
                case null: return otherwise;
                case TomlValue.Integer integer: value = integer.Value; break;
                case var other: throw RefuseType(key, other, SettingType.Integer);
            }
        }

        return value >= least && value <= most
            ? value
            : throw Refuse(key, new SettingFault.OutOfRange(value, least, most));
    }

    /// <summary>Yes or no.</summary>
    internal bool Boolean(string key, bool otherwise)
    {
        if (Override(key) is { } set)
        {
            return set.Text switch
            {
                "true" => true,
                "false" => false,
                _ => throw Refuse(key, new SettingFault.NotABoolean()),
            };
        }

        return _table?.Find(key) switch
        {
            null => otherwise,
            TomlValue.Boolean flag => flag.Value,
            var other => throw RefuseType(key, other, SettingType.Boolean),
        };
    }

    /// <summary>The table of that name directly below; it may be absent.</summary>
    internal SettingsTable Table(string key, params IReadOnlyList<string> known) => _table?.Find(key) switch
    {
        null => new SettingsTable(_file, _overrides, PathOf(key), null, known),
        TomlValue.Table table => new SettingsTable(_file, _overrides, PathOf(key), table, known),
        var other => throw RefuseType(key, other, SettingType.Table),
    };

    /// <summary>The elements of <c>[[key]]</c>; an override may add one more by the next number.</summary>
    internal IReadOnlyList<SettingsTable> Tables(string key, params IReadOnlyList<string> known)
    {
        var items = _table?.Find(key) switch
        {
            null => [],
            TomlValue.Array array => array.Items,
            var other => throw RefuseType(key, other, SettingType.Tables),
        };
        var tables = items.Select((item, number) => item is TomlValue.Table table
            ? new SettingsTable(_file, _overrides, $"{PathOf(key)}.{number}", table, known)
            : throw RefuseType(key, item, SettingType.Tables)).ToList();
        foreach (var (name, variable) in _overrides.Below(PathOf(key)).OrderBy(entry => entry.Name.Length).ThenBy(entry => entry.Name))
        {
            if (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > tables.Count)
                throw new ArchivistException(new TableNumberInvalid(variable, PathOf(key), name, tables.Count));

            if (number == tables.Count)
                tables.Add(new SettingsTable(_file, _overrides, $"{PathOf(key)}.{number}", null, known));
        }

        return tables;
    }

    /// <summary>Narrows what the table may hold, once one key has said what kind of step it is.</summary>
    internal void AllowOnly(string step, params IReadOnlyList<string> keys)
    {
        foreach (var entry in _table?.Entries ?? [])
        {
            if (!keys.Contains(entry.Key))
                throw RefuseUnknown(InFile(entry.KeyPosition, entry.Key), entry.Key, keys, step);
        }
    }

    private Overrides.Override? Override(string key) => _overrides.Find(PathOf(key));

    private string PathOf(string key) => _path.Length == 0 ? key : $"{_path}.{key}";

    private string TextOf(string key, TomlValue item) => item switch
    {
        TomlValue.String { Value.Length: > 0 } text => text.Value,
        TomlValue.String => throw Refuse(InFile(item.Position, key), new SettingFault.EmptyItem()),
        _ => throw Refuse(InFile(item.Position, key), new SettingFault.WrongItem(item.Type)),
    };

    private TomlValue ParseOverride(string key, Overrides.Override set)
    {
        try
        {
            return TomlReader.Read(Encoding.UTF8.GetBytes($"x = {set.Text}"), set.Variable).Find("x")!;
        }
        catch (ArchivistException mistake) when (mistake.Problem is NotToml)
        {
            throw Refuse(key, new SettingFault.NotAnArray(((NotToml)mistake.Problem).Fault));
        }
    }
}
