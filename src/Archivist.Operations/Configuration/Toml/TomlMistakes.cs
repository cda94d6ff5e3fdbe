using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace Archivist.Operations.Configuration.Toml;

/// <summary>Classifies Tomlyn's messages, which quote the document: a misplaced value may be a password.</summary>
internal static class TomlMistakes
{
    /// <summary>How Tomlyn's messages begin and end, and the mistake that they mean; the first match counts.</summary>
    private static readonly (string Begin, string End, TomlMistake Mistake)[] Meanings =
    [
        ("Unexpected token found", "`newline`", TomlMistake.LineEndExpected),
        ("Unexpected token found", "`closebracket`)", TomlMistake.TableHeaderOpen),
        ("Unexpected token found", "`closebracketdouble`)", TomlMistake.ArrayHeaderOpen),
        ("Unexpected token end-of-line", "", TomlMistake.ValueExpected),
        ("Unexpected token `", " for a value", TomlMistake.NotAValue),
        ("Unexpected token `", " for an array", TomlMistake.NotAnItem),
        ("Missing a `,`", "", TomlMistake.NotAnItem),
        ("Unexpected token `", " for a base key", TomlMistake.NotAKey),
        ("Unexpected token [", "", TomlMistake.NotAKey),
        ("Unexpected token `", "", TomlMistake.NotAnInlineKey),
        ("Expecting `=`", "", TomlMistake.EqualsExpected),
        ("Unexpected escape", "", TomlMistake.UnknownEscape),
        ("Invalid escape", "", TomlMistake.UnknownEscape),
        ("Invalid Unicode", "", TomlMistake.UnknownEscape),
        ("Invalid prefix", "", TomlMistake.NotADate),
        ("Invalid format of date", "", TomlMistake.NotADate),
        ("Unable to parse the date", "", TomlMistake.NotADate),
        ("Unable to parse", "", TomlMistake.NumberTooLarge),
        ("Invalid size", "", TomlMistake.NumberTooLarge),
        ("Invalid capital", "", TomlMistake.NotANumber),
        ("Invalid hexadecimal", "", TomlMistake.NotANumber),
        ("Invalid octal", "", TomlMistake.NotANumber),
        ("Invalid binary", "", TomlMistake.NotANumber),
        ("An underscore", "", TomlMistake.NotANumber),
        ("Missing a digit", "", TomlMistake.NotANumber),
        ("Multiple leading", "", TomlMistake.NotANumber),
        ("Unexpected leading", "", TomlMistake.NotANumber),
        ("Expecting at least one digit", "", TomlMistake.NotANumber),
    ];

    /// <summary>The error for a mistake that Tomlyn found; unclosed strings and brackets are reported where they start.</summary>
    internal static ArchivistException Explain(DiagnosticMessage mistake, TomlText text)
    {
        var offset = mistake.Span.Offset;
        if (mistake.Message.StartsWith("Invalid newline", StringComparison.Ordinal)
            || mistake.Message.StartsWith("Invalid End-Of-File", StringComparison.Ordinal)
            || offset >= text.Content.Length)
        {
            switch (Enclosing(text, offset))
            {
                case { Kind: TokenKind.StringMulti or TokenKind.StringLiteralMulti } opening:
                    return text.Refuse(opening.Start.Offset, TomlMistake.MultilineStringOpen);
                case { Kind: TokenKind.String or TokenKind.StringLiteral } opening:
                    return text.Refuse(opening.Start.Offset, TomlMistake.StringOpen);
                case { Kind: TokenKind.OpenBracket } opening:
                    return text.Refuse(opening.Start.Offset, TomlMistake.ArrayOpen);
                case { Kind: TokenKind.OpenBrace } opening:
                    return text.Refuse(opening.Start.Offset, TomlMistake.InlineTableOpen);
            }
        }

        return text.Refuse(offset, MeaningOf(mistake.Message));
    }

    /// <summary>The string, or else the innermost bracket, that is open at a place.</summary>
    private static TomlToken? Enclosing(TomlText text, int offset)
    {
        var lexer = TomlLexer.Create(text.Content);
        lexer.Mode = TomlLexerMode.Value;
        var open = new Stack<TomlToken>();
        while (lexer.MoveNext() && lexer.Current.Start.Offset <= offset)
        {
            switch (lexer.Current.Kind)
            {
                case TokenKind.String or TokenKind.StringLiteral or TokenKind.StringMulti or TokenKind.StringLiteralMulti:
                    if (lexer.Current.End.Offset >= offset)
                        return lexer.Current;
                    break;
                case TokenKind.OpenBracket or TokenKind.OpenBrace:
                    open.Push(lexer.Current);
                    break;
                case TokenKind.CloseBracket or TokenKind.CloseBrace:
                    open.TryPop(out _);
                    break;
            }
        }

        return open.TryPeek(out var innermost) ? innermost : null;
    }

    private static TomlMistake MeaningOf(string message)
    {
        foreach (var (begin, end, meaning) in Meanings)
        {
            if (message.StartsWith(begin, StringComparison.Ordinal) && message.EndsWith(end, StringComparison.Ordinal))
                return meaning;
        }

        return TomlMistake.Unexplained;
    }
}
