namespace Archivist.App.Configuration.Toml;

internal sealed partial class TomlReader
{
    private TomlValue ReadValue(int depth)
    {
        var position = Here;
        switch (Current)
        {
            case '"':
                return new TomlValue.String(position, StartsWith("\"\"\"") ? ReadMultiLineString('"') : ReadBasicString());
            case '\'':
                return new TomlValue.String(position, StartsWith("'''") ? ReadMultiLineString('\'') : ReadLiteralString());
            case '[':
                return ReadArray(depth + 1);
            case '{':
                return ReadInlineTable(depth + 1);
        }

        var token = ReadToken();
        return TomlScalar.Parse(token, position, out var cause) ?? throw Refuse(position, cause!);
    }

    /// <summary>Everything up to what can follow a value; a date and a time may be parted by one space.</summary>
    private ReadOnlySpan<char> ReadToken()
    {
        var start = _index;
        SkipToken();
        if (Current is ' '
            && TomlScalar.LooksLikeDate(_text.AsSpan(start, _index - start))
            && _index + 1 < _text.Length
            && char.IsAsciiDigit(_text[_index + 1]))
        {
            _index++;
            SkipToken();
        }

        return _text.AsSpan(start, _index - start);
    }

    private void SkipToken()
    {
        while (!AtEnd && Current is not (' ' or '\t' or '\n' or '\r' or ',' or ']' or '}' or '#'))
            _index++;
    }

    /// <summary>TOML 1.0 "Array": any types, over any number of lines, a comma at the end is allowed.</summary>
    private TomlValue.Array ReadArray(int depth)
    {
        var opening = Here;
        CheckDepth(depth, opening);
        _index++;
        var array = new TomlValue.Array(opening, isArrayOfTables: false);
        while (true)
        {
            SkipBlanksCommentsAndLines();
            if (TryClose(']', opening, "array"))
                return array;
            array.Add(ReadValue(depth));
            SkipBlanksCommentsAndLines();
            if (TryClose(']', opening, "array"))
                return array;
            Expect(',', "expected , or ] after a value in an array");
        }
    }

    /// <summary>TOML 1.0 "Inline Table": on one line, no comma at the end.</summary>
    private TomlValue.Table ReadInlineTable(int depth)
    {
        var opening = Here;
        CheckDepth(depth, opening);
        _index++;
        // While it is being read its own dotted keys may add to its inner tables; it is sealed by being inline itself.
        var table = new TomlValue.Table(opening, TomlValue.TableOrigin.Inline);
        SkipBlanks();
        if (TryClose('}', opening, "inline table"))
            return table;
        while (true)
        {
            ReadKeyValue(table, depth);
            SkipBlanks();
            if (TryClose('}', opening, "inline table"))
                return table;
            Expect(',', "expected , or } on the same line in an inline table");
            SkipBlanks();
        }
    }

    private bool TryClose(char closing, TomlPosition opening, string what)
    {
        if (AtEnd)
            throw Refuse(opening, $"the {what} that starts here is not closed");
        if (Current != closing)
            return false;
        _index++;
        return true;
    }

    private void SkipBlanksCommentsAndLines()
    {
        while (true)
        {
            SkipBlanks();
            SkipComment();
            if (!AtNewline())
                return;
            ConsumeNewline();
        }
    }
}
