using System.Buffers;
using System.Text;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Configuration.Toml;

/// <summary>The characters of a TOML file and their positions in it.</summary>
internal sealed class TomlText
{
    private readonly string _file;
    private readonly List<int> _lineStarts = [0];

    private TomlText(string file) => _file = file;

    /// <summary>The file without its byte order mark. Every line ends with LF, so that no multi-line string depends on the editor.</summary>
    internal string Content { get; private set; } = "";

    /// <summary>Decodes a file and refuses what TOML allows nowhere: invalid UTF-8, and control characters other than tabs and line ends.</summary>
    internal static TomlText Decode(ReadOnlySpan<byte> utf8, string file)
    {
        var text = new TomlText(file);
        if (utf8.StartsWith(Encoding.UTF8.Preamble))
            utf8 = utf8[3..];
        // Tomlyn would skip a second one.
        if (utf8.StartsWith(Encoding.UTF8.Preamble))
            throw text.Refuse(0, TomlMistake.SecondByteOrderMark);

        var content = new StringBuilder(utf8.Length + 1);
        Span<char> units = stackalloc char[2];
        for (int consumed; !utf8.IsEmpty; utf8 = utf8[consumed..])
        {
            if (Rune.DecodeFromUtf8(utf8, out var rune, out consumed) is not OperationStatus.Done)
                throw text.Refuse(content.Length, TomlMistake.NotUtf8);
            if (utf8.StartsWith("\r\n"u8))
                continue;
            if (rune.Value is (< ' ' and not ('\t' or '\n')) or '\x7f')
                throw text.Refuse(content.Length, TomlMistake.ControlCharacter);
            content.Append(units[..rune.EncodeToUtf16(units)]);
            if (rune.Value is '\n')
                text._lineStarts.Add(content.Length);
        }

        // Tomlyn crashes on a backslash that ends the text.
        if (content is not [.., '\n'])
            content.Append('\n');
        text.Content = content.ToString();
        return text;
    }

    /// <summary>The position of a character, given its index in <see cref="Content"/>.</summary>
    internal TomlPosition PositionOf(int offset)
    {
        var line = _lineStarts.BinarySearch(offset);
        line = line < 0 ? ~line - 1 : line;
        return new TomlPosition(line + 1, offset - _lineStarts[line] + 1);
    }

    internal ArchivistException Refuse(int offset, TomlMistake mistake) => Refuse(PositionOf(offset), mistake);

    internal ArchivistException Refuse(TomlPosition position, TomlMistake mistake) => Refuse(position, new TomlFault.Syntax(mistake));

    internal ArchivistException Refuse(int offset, TomlFault fault) => Refuse(PositionOf(offset), fault);

    internal ArchivistException Refuse(TomlPosition position, TomlFault fault) => new(new NotToml(_file, position.Line, position.Column, fault));
}
