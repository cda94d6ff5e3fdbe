namespace Archivist.App.Configuration.Toml;

internal abstract partial class TomlValue
{
    /// <summary>TOML 1.0 "Array", or "Array of Tables".</summary>
    internal sealed class Array(TomlPosition position, bool isArrayOfTables) : TomlValue(position)
    {
        private readonly List<TomlValue> _items = [];

        internal IReadOnlyList<TomlValue> Items => _items;

        /// <summary>Written with <c>[[name]]</c>; only such an array can grow after its first line.</summary>
        internal bool IsArrayOfTables => isArrayOfTables;

        internal override string TypeName => isArrayOfTables ? "an array of tables" : "an array";

        internal void Add(TomlValue item) => _items.Add(item);
    }

    /// <summary>TOML 1.0 "Table"; entries keep the order of the file.</summary>
    internal sealed class Table(TomlPosition position, TableOrigin origin) : TomlValue(position)
    {
        private readonly List<TomlEntry> _entries = [];
        private readonly Dictionary<string, TomlValue> _byKey = new(StringComparer.Ordinal);

        internal IReadOnlyList<TomlEntry> Entries => _entries;

        /// <summary>What made the table, which decides who may still add to it.</summary>
        internal TableOrigin Origin { get; set; } = origin;

        internal override string TypeName => Origin is TableOrigin.Inline ? "an inline table" : "a table";

        internal TomlValue? Find(string key) => _byKey.GetValueOrDefault(key);

        internal void Add(string key, TomlPosition keyPosition, TomlValue value)
        {
            _byKey.Add(key, value);
            _entries.Add(new TomlEntry(key, keyPosition, value));
        }
    }

    /// <summary>What made a table (TOML 1.0 "Keys", "Table", "Inline Table").</summary>
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
