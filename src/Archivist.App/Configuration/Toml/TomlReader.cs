using System.Buffers;
using System.Text;

namespace Archivist.App.Configuration.Toml;

/// <summary>
/// Reads TOML 1.0.0 strictly: every document that the specification calls invalid is refused with its line and column.
/// </summary>
/// <remarks>
/// Two documents that the grammar allows are refused as well, because no value here could hold them: a leap second (<c>:60</c>)
/// and the year 0000. Floats that overflow to infinity and files over <see cref="MaxBytes"/> or nested deeper than
/// <see cref="MaxDepth"/> are refused too: a typing error must not become a setting, and hostile nesting must not end the process.
/// </remarks>
internal sealed partial class TomlReader
{
    /// <summary>The longest file that is read.</summary>
    internal const int MaxBytes = 1 << 20;

    /// <summary>How deep tables and arrays may nest, dotted keys included.</summary>
    internal const int MaxDepth = 100;

    private const char End = '\0';

    private readonly string _file;
    private readonly string _text;
    private readonly TomlValue.Table _root = new(new TomlPosition(1, 1), TomlValue.TableOrigin.Header);

    private int _index;
    private int _line = 1;
    private int _lineStart;
    private TomlValue.Table _body;
    private int _bodyDepth;

    private TomlReader(string file, string text)
    {
        _file = file;
        _text = text;
        _body = _root;
    }

    private TomlPosition Here => new(_line, _index - _lineStart + 1);

    /// <summary>The next character, or <see cref="End"/>; a real NUL is refused wherever <see cref="End"/> is looked at.</summary>
    private char Current => _index < _text.Length ? _text[_index] : End;

    private bool AtEnd => _index >= _text.Length;

    /// <summary>Reads a whole document.</summary>
    /// <param name="utf8">The bytes of the file; a byte order mark is allowed.</param>
    /// <param name="file">What errors call the file.</param>
    /// <exception cref="TomlException">It is not TOML 1.0.</exception>
    internal static TomlValue.Table Read(ReadOnlySpan<byte> utf8, string file)
    {
        if (utf8.Length > MaxBytes)
            throw new TomlException(file, new TomlPosition(1, 1), $"the file is longer than {MaxBytes} bytes");
        var reader = new TomlReader(file, Decode(utf8, file));
        reader.ReadDocument();
        return reader._root;
    }

    private static string Decode(ReadOnlySpan<byte> utf8, string file)
    {
        if (utf8.StartsWith(Encoding.UTF8.Preamble))
            utf8 = utf8[3..];
        var text = new StringBuilder(utf8.Length);
        var (line, column) = (1, 1);
        Span<char> units = stackalloc char[2];
        while (!utf8.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(utf8, out var rune, out var consumed) is not OperationStatus.Done)
                throw new TomlException(file, new TomlPosition(line, column), "this is not UTF-8 text");
            var written = rune.EncodeToUtf16(units);
            text.Append(units[..written]);
            (line, column) = rune.Value == '\n' ? (line + 1, 1) : (line, column + written);
            utf8 = utf8[consumed..];
        }

        return text.ToString();
    }

    private void ReadDocument()
    {
        while (true)
        {
            SkipBlanks();
            if (AtEnd)
                return;
            if (Current is '[')
                ReadHeader();
            else if (Current is not ('#' or '\n' or '\r'))
                ReadKeyValue(_body, _bodyDepth);
            ReadEndOfLine();
        }
    }

    /// <summary>TOML 1.0 "Table" and "Array of Tables": <c>[a.b]</c> or <c>[[a.b]]</c>.</summary>
    private void ReadHeader()
    {
        var position = Here;
        _index++;
        var isArray = Current is '[';
        if (isArray)
            _index++;
        SkipBlanks();
        var path = ReadDottedKey();
        Expect(']', "the header of a table ends with ]");
        if (isArray)
            Expect(']', "the header of an array of tables ends with ]]");
        // An element lies one level below its array.
        _bodyDepth = path.Count + (isArray ? 1 : 0);
        CheckDepth(_bodyDepth, position);

        var parent = _root;
        foreach (var key in path.Take(path.Count - 1))
            parent = Descend(parent, key, position);
        _body = isArray ? AppendElement(parent, path[^1], position) : OpenTable(parent, path[^1], position);
    }

    private TomlValue.Table Descend(TomlValue.Table parent, KeyPart key, TomlPosition position)
    {
        switch (parent.Find(key.Name))
        {
            case null:
                var implied = new TomlValue.Table(position, TomlValue.TableOrigin.Implied);
                parent.Add(key.Name, key.Position, implied);
                return implied;
            case TomlValue.Table { Origin: not TomlValue.TableOrigin.Inline } table:
                return table;
            case TomlValue.Array { IsArrayOfTables: true } array:
                return (TomlValue.Table)array.Items[^1];
            case var other:
                throw Refuse(key.Position, $"{Quote(key)} is {other.TypeName} since line {other.Position.Line} and cannot be extended");
        }
    }

    private TomlValue.Table OpenTable(TomlValue.Table parent, KeyPart key, TomlPosition position)
    {
        switch (parent.Find(key.Name))
        {
            case null:
                var table = new TomlValue.Table(position, TomlValue.TableOrigin.Header);
                parent.Add(key.Name, key.Position, table);
                return table;
            case TomlValue.Table { Origin: TomlValue.TableOrigin.Implied } implied:
                implied.Origin = TomlValue.TableOrigin.Header;
                return implied;
            case var other:
                throw Refuse(key.Position, $"{Quote(key)} is already {other.TypeName} since line {other.Position.Line}");
        }
    }

    private TomlValue.Table AppendElement(TomlValue.Table parent, KeyPart key, TomlPosition position)
    {
        var array = parent.Find(key.Name) switch
        {
            null => null,
            TomlValue.Array { IsArrayOfTables: true } existing => existing,
            var other => throw Refuse(key.Position, $"{Quote(key)} is already {other.TypeName} since line {other.Position.Line}"),
        };
        if (array is null)
        {
            array = new TomlValue.Array(position, isArrayOfTables: true);
            parent.Add(key.Name, key.Position, array);
        }

        var element = new TomlValue.Table(position, TomlValue.TableOrigin.Header);
        array.Add(element);
        return element;
    }

    /// <summary>TOML 1.0 "Comment": after the hash, every character but control characters (a tab is allowed).</summary>
    private void SkipComment()
    {
        if (Current is not '#')
            return;
        for (_index++; !AtEnd && !AtNewline(); _index++)
        {
            if (IsForbiddenControl(_text[_index]))
                throw Refuse(Here, "a control character in a comment");
        }
    }

    private void ReadEndOfLine()
    {
        SkipBlanks();
        SkipComment();
        if (AtEnd)
            return;
        if (!AtNewline())
            throw Refuse(Here, "expected the end of the line");
        ConsumeNewline();
    }

    private void SkipBlanks()
    {
        while (Current is ' ' or '\t')
            _index++;
    }

    private bool AtNewline() =>
        Current is '\n' || (Current is '\r' && _index + 1 < _text.Length && _text[_index + 1] is '\n');

    private void ConsumeNewline()
    {
        _index += Current is '\r' ? 2 : 1;
        _line++;
        _lineStart = _index;
    }

    private void Expect(char wanted, string rule)
    {
        if (AtEnd || Current != wanted)
            throw Refuse(Here, rule);
        _index++;
    }

    private void CheckDepth(int depth, TomlPosition position)
    {
        if (depth > MaxDepth)
            throw Refuse(position, $"nested deeper than {MaxDepth} levels");
    }

    private TomlException Refuse(TomlPosition position, string cause) => new(_file, position, cause);

    /// <summary>Control characters that no comment and no string may hold: all but the tab.</summary>
    private static bool IsForbiddenControl(char c) => c is (< ' ' and not '\t') or '\x7f';
}
