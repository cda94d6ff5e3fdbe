using System.Text;

namespace Archivist.App.Configuration.Toml;

internal sealed partial class TomlReader
{
    private readonly record struct KeyPart(string Name, TomlPosition Position);

    /// <summary>TOML 1.0 "Key/Value Pair": <c>a.b = value</c>.</summary>
    private void ReadKeyValue(TomlValue.Table body, int depth)
    {
        var path = ReadDottedKey();
        Expect('=', "expected = after a key");
        SkipBlanks();
        depth += path.Count;
        CheckDepth(depth, path[0].Position);
        var table = body;
        foreach (var key in path.Take(path.Count - 1))
            table = DescendByDottedKey(table, key);

        var last = path[^1];
        if (table.Find(last.Name) is { } previous)
            throw Refuse(last.Position, $"{Quote(last)} was already set on line {previous.Position.Line}");
        table.Add(last.Name, last.Position, ReadValue(depth));
    }

    /// <summary>TOML 1.0 "Keys": a dotted key adds to tables that dotted keys of the same body made, and to no others.</summary>
    private TomlValue.Table DescendByDottedKey(TomlValue.Table table, KeyPart key)
    {
        switch (table.Find(key.Name))
        {
            case null:
                var created = new TomlValue.Table(key.Position, TomlValue.TableOrigin.DottedKey);
                table.Add(key.Name, key.Position, created);
                return created;
            case TomlValue.Table { Origin: TomlValue.TableOrigin.DottedKey } existing:
                return existing;
            case var other:
                throw Refuse(
                    key.Position,
                    $"{Quote(key)} is {other.TypeName} since line {other.Position.Line} and cannot be extended by a dotted key");
        }
    }

    private List<KeyPart> ReadDottedKey()
    {
        var path = new List<KeyPart>();
        while (true)
        {
            path.Add(ReadSimpleKey());
            CheckDepth(path.Count, path[^1].Position);
            SkipBlanks();
            if (Current is not '.')
                return path;
            _index++;
            SkipBlanks();
        }
    }

    private KeyPart ReadSimpleKey()
    {
        var position = Here;
        switch (Current)
        {
            case '"':
                if (StartsWith("\"\"\""))
                    throw Refuse(position, "a key cannot be a multi-line string");
                return new KeyPart(ReadBasicString(), position);
            case '\'':
                if (StartsWith("'''"))
                    throw Refuse(position, "a key cannot be a multi-line string");
                return new KeyPart(ReadLiteralString(), position);
        }

        var start = _index;
        while (Current is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '-')
            _index++;
        if (_index == start)
            throw Refuse(position, "expected a key: letters, digits, - and _, or text in quotes");
        return new KeyPart(_text[start.._index], position);
    }

    private bool StartsWith(string text) => string.CompareOrdinal(_text, _index, text, 0, text.Length) == 0;

    /// <summary>A key for a message: short, and without anything that could steer a terminal.</summary>
    private static string Quote(KeyPart key)
    {
        var shown = new StringBuilder("'");
        foreach (var rune in key.Name.EnumerateRunes().Take(60))
            shown.Append(Rune.IsControl(rune) ? "?" : rune.ToString());
        return shown.Append('\'').ToString();
    }
}
