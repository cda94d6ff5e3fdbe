using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace Archivist.Operations.Configuration.Toml;

/// <summary>
/// Reads TOML 1.1 strictly. Tomlyn parses the syntax, <see cref="TomlTables"/> gives it its meaning, <see cref="TomlMistakes"/> classifies the mistakes.
/// </summary>
internal static class TomlReader
{
    /// <summary>The longest file that is read.</summary>
    internal const int MaxBytes = 1 << 20;

    /// <summary>How deep tables and arrays may nest, dotted keys included.</summary>
    internal const int MaxDepth = 100;

    /// <summary>Reads a whole document.</summary>
    /// <param name="utf8">The bytes of the file; a byte order mark is allowed.</param>
    /// <param name="file">What errors call the file.</param>
    /// <exception cref="ArchivistException"><see cref="NotToml"/>: the document is not TOML, or exceeds a limit.</exception>
    internal static TomlValue.Table Read(ReadOnlySpan<byte> utf8, string file)
    {
        if (utf8.Length > MaxBytes)
            throw new ArchivistException(new NotToml(file, 1, 1, new TomlFault.TooLong(MaxBytes)));
        var text = TomlText.Decode(utf8, file);
        return new TomlTables(text).Build(Parse(text));
    }

    /// <summary>Where the elements of an array of tables stand that are written as <c>[[key]]</c>: from the header to the last key, without comments before and behind.</summary>
    /// <param name="utf8">The bytes of the file, which <see cref="Read"/> accepts.</param>
    /// <param name="file">What errors call the file.</param>
    /// <param name="key">The name of the array; at the top of the file.</param>
    internal static IReadOnlyList<TomlLines> FindTables(ReadOnlySpan<byte> utf8, string file, string key)
    {
        var text = TomlText.Decode(utf8, file);
        int LineOf(int offset) => text.PositionOf(offset).Line - 1;
        return
        [
            .. Parse(text).Tables.OfType<TableArraySyntax>().Where(table => IsNamed(table.Name!, key))
                .Select(table => new TomlLines(LineOf(table.Span.Offset), LineOf(table.Items.LastOrDefault() is { } last ? EndOf(last.Value!) : table.Span.Offset))),
        ];
    }

    private static bool IsNamed(KeySyntax name, string key) => !name.DotKeys.Any() && name.Key switch
    {
        BareKeySyntax bare => bare.Key?.Text == key,
        StringValueSyntax quoted => quoted.Value == key,
        _ => false,
    };

    /// <summary>The offset of the last character of a node.</summary>
    private static int EndOf(SyntaxNode node) => node.Span.Offset + Math.Max(node.Span.Length, 1) - 1;

    private static DocumentSyntax Parse(TomlText text)
    {
        var lexer = TomlLexer.Create(text.Content, new TomlLexerOptions { DecodeScalars = true });
        DocumentSyntax document;
        try
        {
            // The document is Tomlyn's first level.
            document = SyntaxParser.Parse(lexer, new TomlSerializerOptions { MaxDepth = MaxDepth + 1 }, validate: false);
        }
        catch (Tomlyn.TomlException)
        {
            // Thrown only for the depth, without a position: the bracket before the next token.
            lexer.MoveNext();
            throw text.Refuse(lexer.Current.Start.Offset - 1, new TomlFault.TooDeep(MaxDepth));
        }

        var mistake = FirstOf(document.Diagnostics);
        // The lexer's come last in the list; where both complain, the lexer knows the reason.
        var lexical = FirstOf(lexer.Errors);
        if (lexical is not null && lexical.Span.Offset <= mistake!.Span.Offset)
            mistake = lexical;
        return mistake is null ? document : throw TomlMistakes.Explain(mistake, text);
    }

    /// <summary>The first mistake. Tomlyn takes every U+FFFD for a lone surrogate; a real one is not UTF-8 and is refused before.</summary>
    private static DiagnosticMessage? FirstOf(IEnumerable<DiagnosticMessage> mistakes) =>
        mistakes.FirstOrDefault(mistake => !mistake.Message.StartsWith("Invalid UTF-16", StringComparison.Ordinal));
}
