using System.Text;

namespace Archivist.Tests.Solution;

/// <summary>
/// Measures members of types in C# text, in lines from the first of the signature to the closing brace or semicolon. Reads strings, with their interpolations, and comments, so that braces
/// in them do not count. Knows nothing of preprocessor directives.
/// </summary>
internal sealed class MemberLengths
{
    private static readonly string[] TypeWords = ["class", "struct", "interface", "record", "enum", "namespace", "extension"];

    private readonly string _text;
    private readonly StringBuilder _header = new();
    private readonly List<(string Header, int Lines)> _found = [];

    /// <summary>For each open brace whether it is that of a type, and the line on which its header began.</summary>
    private readonly Stack<(bool IsType, int Line, string Header)> _open = new();

    private int _at;
    private int _line = 1;
    private int _start;
    private int _brackets;

    private MemberLengths(string text) => _text = text;

    /// <summary>Every method, constructor, operator, property and accessor block of a file: its signature, and how many lines it has. Fields are data, not code, and are left out.</summary>
    internal static IReadOnlyList<(string Header, int Lines)> Measure(string text)
    {
        var reader = new MemberLengths(text);
        reader.Read();
        return reader._found;
    }

    private bool AtMembers => _open.Count == 0 || _open.Peek().IsType;

    private void Read()
    {
        while (_at < _text.Length)
        {
            if (SkipTrivia())
                continue;
            var letter = _text[_at];
            if (AtMembers && !char.IsWhiteSpace(letter) && _header.Length == 0)
                _start = _line;
            if (letter is '{' && _brackets == 0)
                _open.Push(Opened());
            else if (letter is '}' && _brackets == 0)
                Close();
            else if (letter is ';' && AtMembers && _brackets == 0)
                End(_header.ToString(), _start);
            else if (AtMembers && (_header.Length > 0 || !char.IsWhiteSpace(letter)))
                _header.Append(letter);
            if (AtMembers)
                _brackets += letter is '(' or '[' ? 1 : letter is ')' or ']' ? -1 : 0;
            Advance();
        }
    }

    private (bool IsType, int Line, string Header) Opened()
    {
        var header = WithoutAttributes(_header.ToString());
        var isType = AtMembers && !header.Contains("=>") && header.Split('(', '<', '{')[0].Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries).Intersect(TypeWords).Any();
        if (isType)
            _header.Clear();
        return (isType, _start, header);
    }

    private static string WithoutAttributes(string header)
    {
        header = header.TrimStart();
        while (header.StartsWith('['))
        {
            var (at, depth) = (0, 0);
            do
                depth += header[at] is '[' ? 1 : header[at] is ']' ? -1 : 0;
            while (++at < header.Length && depth > 0);
            header = header[at..].TrimStart();
        }

        return header;
    }

    private void Close()
    {
        var (isType, line, header) = _open.Pop();
        if (isType)
            _header.Clear();
        else if (AtMembers)
            End(header, line);
    }

    private void End(string header, int line)
    {
        _header.Clear();
        header = WithoutAttributes(header);
        if (header.Length > 0 && !IsData(header))
            _found.Add((header, _line - line + 1));
    }

    /// <summary>A field, what a property is initialized with, a <c>using</c> line or the namespace of the file.</summary>
    private static bool IsData(string header)
    {
        if (header[0] is '=' || header.StartsWith("using ", StringComparison.Ordinal) || header.StartsWith("namespace ", StringComparison.Ordinal))
            return true;
        var assignment = header.AsSpan().IndexOfAny('=', '(');
        return assignment >= 0 && header[assignment] is '=' && header[assignment + 1] is not '>';
    }

    /// <summary>Passes over a comment, a string or a character.</summary>
    private bool SkipTrivia()
    {
        if (Starts("//"))
            Skip(_text.IndexOf('\n', _at) is var end and >= 0 ? end - _at : _text.Length - _at);
        else if (Starts("/*"))
            Skip(_text.IndexOf("*/", _at, StringComparison.Ordinal) + 2 - _at);
        else if (_text[_at] is '\'')
            Skip(_text[_at + 1] is '\\' ? _text.IndexOf('\'', _at + 3) + 1 - _at : 3);
        else if (_text[_at] is '"' or '$' or '@' && Prefix() is var (dollars, isVerbatim, quotes))
            SkipString(dollars, isVerbatim, quotes);
        else
            return false;
        return true;
    }

    /// <summary>What begins a string here; null where none does.</summary>
    private (int Dollars, bool IsVerbatim, int Quotes)? Prefix()
    {
        var (at, dollars, isVerbatim) = (_at, 0, false);
        for (; at < _text.Length && _text[at] is '$' or '@'; at++)
            (dollars, isVerbatim) = (dollars + (_text[at] is '$' ? 1 : 0), isVerbatim || _text[at] is '@');
        var quotes = _text.AsSpan(at).IndexOfAnyExcept('"');
        return quotes <= 0 ? null : (dollars, isVerbatim, quotes is 2 ? 1 : quotes);
    }

    private void SkipString(int dollars, bool isVerbatim, int quotes)
    {
        Skip(_text.AsSpan(_at).IndexOf('"') + quotes);
        var (isRaw, end, hole) = (quotes >= 3, new string('"', quotes), new string('{', Math.Max(1, dollars)));
        while (!Starts(end) || (isVerbatim && Starts("\"\"")))
        {
            if (!isRaw && (isVerbatim ? Starts("\"\"") : _text[_at] is '\\'))
                Skip(2);
            else if (dollars > 0 && !isRaw && Starts("{{"))
                Skip(2);
            else if (dollars > 0 && Starts(hole))
                SkipHole(hole.Length);
            else
                Skip(1);
        }

        Skip(quotes);
    }

    private void SkipHole(int braces)
    {
        Skip(braces);
        for (var depth = 1; depth > 0;)
        {
            if (SkipTrivia())
                continue;
            depth += _text[_at] is '{' ? 1 : _text[_at] is '}' ? -1 : 0;
            Skip(depth == 0 ? braces : 1);
        }
    }

    private bool Starts(string what) => _text.AsSpan(_at).StartsWith(what);

    private void Advance() => Skip(1);

    private void Skip(int count)
    {
        for (var end = _at + count; _at < end; _at++)
            _line += _text[_at] is '\n' ? 1 : 0;
    }
}
