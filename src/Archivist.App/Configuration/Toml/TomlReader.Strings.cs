using System.Globalization;
using System.Text;

namespace Archivist.App.Configuration.Toml;

internal sealed partial class TomlReader
{
    /// <summary>TOML 1.0 "String": <c>"basic"</c>.</summary>
    private string ReadBasicString()
    {
        var opening = Here;
        _index++;
        var text = new StringBuilder();
        while (true)
        {
            if (AtEnd || AtNewline())
                throw Refuse(opening, "the string that starts here has no closing quote on its line");
            var c = Current;
            if (c is '"')
            {
                _index++;
                return text.ToString();
            }

            if (c is '\\')
                ReadEscape(text);
            else
                text.Append(ReadStringCharacter());
        }
    }

    /// <summary>TOML 1.0 "String": <c>'literal'</c>.</summary>
    private string ReadLiteralString()
    {
        var opening = Here;
        _index++;
        var start = _index;
        while (true)
        {
            if (AtEnd || AtNewline())
                throw Refuse(opening, "the string that starts here has no closing quote on its line");
            if (Current is '\'')
                return _text[start.._index++];
            ReadStringCharacter();
        }
    }

    /// <summary>TOML 1.0 "String": three quotes of either sort; only the double ones know escapes.</summary>
    private string ReadMultiLineString(char quote)
    {
        var opening = Here;
        _index += 3;
        if (AtNewline())
            ConsumeNewline();
        var text = new StringBuilder();
        while (true)
        {
            if (AtEnd)
                throw Refuse(opening, "the multi-line string that starts here is not closed");
            if (Current == quote && ReadQuotes(quote, opening, text))
                return text.ToString();
            if (Current == quote || AtEnd)
                continue;
            if (AtNewline())
            {
                // As the specification allows, line ends become one form, so that a setting does not depend on an editor.
                text.Append('\n');
                ConsumeNewline();
            }
            else if (Current is '\\' && quote is '"')
            {
                if (!SkipLineEndingBackslash())
                    ReadEscape(text);
            }
            else
            {
                text.Append(ReadStringCharacter());
            }
        }
    }

    /// <summary>One or two quotes are text; three close; up to two more directly before the closing ones are text.</summary>
    /// <returns>Whether the string is closed.</returns>
    private bool ReadQuotes(char quote, TomlPosition opening, StringBuilder text)
    {
        var count = 0;
        for (; Current == quote && !AtEnd; _index++)
            count++;
        if (count > 5)
            throw Refuse(opening, "the multi-line string that starts here ends with more than five quotes");
        text.Append(quote, count < 3 ? count : count - 3);
        return count >= 3;
    }

    /// <summary>A backslash at the end of a line swallows all white space up to the next character.</summary>
    private bool SkipLineEndingBackslash()
    {
        var ahead = _index + 1;
        while (ahead < _text.Length && _text[ahead] is ' ' or '\t')
            ahead++;
        var saved = _index;
        _index = ahead;
        if (!AtNewline())
        {
            _index = saved;
            return false;
        }

        while (AtNewline() || Current is ' ' or '\t')
        {
            if (AtNewline())
                ConsumeNewline();
            else
                _index++;
        }

        return true;
    }

    private char ReadStringCharacter()
    {
        var c = _text[_index];
        if (IsForbiddenControl(c))
            throw Refuse(Here, "a control character in a string");
        _index++;
        return c;
    }

    private void ReadEscape(StringBuilder text)
    {
        var position = Here;
        _index++;
        var c = Current;
        _index++;
        switch (c)
        {
            case 'b': text.Append('\b'); break;
            case 't': text.Append('\t'); break;
            case 'n': text.Append('\n'); break;
            case 'f': text.Append('\f'); break;
            case 'r': text.Append('\r'); break;
            case '"': text.Append('"'); break;
            case '\\': text.Append('\\'); break;
            case 'u': text.Append(ReadUnicodeEscape(4, position)); break;
            case 'U': text.Append(ReadUnicodeEscape(8, position)); break;
            default: throw Refuse(position, @"an unknown escape: only \b \t \n \f \r \"" \\ \uXXXX and \UXXXXXXXX are known");
        }
    }

    private string ReadUnicodeEscape(int digits, TomlPosition position)
    {
        var available = Math.Min(digits, _text.Length - _index);
        if (available < digits
            || !_text.AsSpan(_index, digits).ContainsOnlyHexDigits()
            || !int.TryParse(_text.AsSpan(_index, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            || !Rune.TryCreate(value, out var rune))
        {
            throw Refuse(position, $"expected {digits} hexadecimal digits that name a Unicode character");
        }

        _index += digits;
        return rune.ToString();
    }
}
