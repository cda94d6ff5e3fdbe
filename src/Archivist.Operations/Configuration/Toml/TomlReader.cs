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
