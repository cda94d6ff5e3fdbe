using Archivist.Operations.Problems;

namespace Archivist.Operations.Configuration.Toml;

/// <summary>A TOML value and where it was written. The private constructor closes the set.</summary>
internal abstract class TomlValue
{
    private TomlValue(TomlPosition position) => Position = position;

    /// <summary>Where the value starts.</summary>
    internal TomlPosition Position { get; }

    /// <summary>The type, for refusals.</summary>
    internal abstract TomlType Type { get; }

    /// <summary>TOML "String", of any of the four forms.</summary>
    internal sealed class String(TomlPosition position, string value) : TomlValue(position)
    {
        internal string Value => value;

        internal override TomlType Type => TomlType.String;
    }

    /// <summary>TOML "Integer": 64 bits, signed.</summary>
    internal sealed class Integer(TomlPosition position, long value) : TomlValue(position)
    {
        internal long Value => value;

        internal override TomlType Type => TomlType.Integer;
    }

    /// <summary>TOML "Float": IEEE 754 binary64.</summary>
    internal sealed class Float(TomlPosition position, double value) : TomlValue(position)
    {
        internal double Value => value;

        internal override TomlType Type => TomlType.Float;
    }

    /// <summary>TOML "Boolean".</summary>
    internal sealed class Boolean(TomlPosition position, bool value) : TomlValue(position)
    {
        internal bool Value => value;

        internal override TomlType Type => TomlType.Boolean;
    }

    /// <summary>TOML "Offset Date-Time", "Local Date-Time", "Local Date" or "Local Time"; the local ones have the offset zero.</summary>
    internal sealed class Moment(TomlPosition position, DateTimeOffset value, TomlType type) : TomlValue(position)
    {
        internal DateTimeOffset Value => value;

        internal override TomlType Type => type;
    }

    /// <summary>TOML "Array" or "Array of Tables".</summary>
    internal sealed class Array(TomlPosition position, bool isArrayOfTables) : TomlValue(position)
    {
        private readonly List<TomlValue> _items = [];

        internal IReadOnlyList<TomlValue> Items => _items;

        /// <summary>Written with <c>[[name]]</c>; only such an array can grow after its first line.</summary>
        internal bool IsArrayOfTables => isArrayOfTables;

        internal override TomlType Type => isArrayOfTables ? TomlType.ArrayOfTables : TomlType.Array;

        internal void Add(TomlValue item) => _items.Add(item);
    }

    /// <summary>TOML "Table"; entries keep the order of the file.</summary>
    internal sealed class Table(TomlPosition position, TableOrigin origin) : TomlValue(position)
    {
        private readonly List<TomlEntry> _entries = [];
        private readonly Dictionary<string, TomlValue> _byKey = new(StringComparer.Ordinal);

        internal IReadOnlyList<TomlEntry> Entries => _entries;

        /// <summary>What made the table, which decides what may still add to it.</summary>
        internal TableOrigin Origin { get; set; } = origin;

        internal override TomlType Type => Origin is TableOrigin.Inline ? TomlType.InlineTable : TomlType.Table;

        internal TomlValue? Find(string key) => _byKey.GetValueOrDefault(key);

        internal TomlEntry? FindEntry(string key) => _entries.Find(entry => entry.Key == key);

        /// <summary>Gives an entry another key, which must be free; its value, place and position stay.</summary>
        internal void Rename(string key, string other)
        {
            _byKey.Add(other, _byKey[key]);
            _byKey.Remove(key);
            var at = _entries.FindIndex(entry => entry.Key == key);
            _entries[at] = _entries[at] with { Key = other };
        }

        internal TValue Add<TValue>(string key, TomlPosition keyPosition, TValue value) where TValue : TomlValue
        {
            _byKey.Add(key, value);
            _entries.Add(new TomlEntry(key, keyPosition, value));
            return value;
        }
    }

    /// <summary>What made a table (TOML "Keys", "Table", "Inline Table").</summary>
    internal enum TableOrigin
    {
        /// <summary>Named on the way in a header such as <c>[a.b]</c> (that is <c>a</c>); its own header may still come.</summary>
        Implied,

        /// <summary>Its own header, or an element of an array of tables; the root counts as one.</summary>
        Header,

        /// <summary>The left part of a dotted key; more dotted keys of the same body may add to it, a header may not reopen it.</summary>
        DottedKey,

        /// <summary>Written in braces; complete where it stands.</summary>
        Inline,
    }
}
