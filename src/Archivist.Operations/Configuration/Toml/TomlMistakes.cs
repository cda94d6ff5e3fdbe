using Archivist.Platform.Problems;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace Archivist.Operations.Configuration.Toml;

/// <summary>Replaces Tomlyn's messages, which quote the document: a misplaced value may be a password.</summary>
internal static class TomlMistakes
{
    internal const string TooBig = "the number does not fit in 64 bits";

    internal const string NotADate = "not a date or time: expected 1979-05-27, 07:32:00, or both with T between them";

    /// <summary>The cause when <see cref="Causes"/> has none.</summary>
    internal const string Unexplained = "this is not TOML";

    internal static readonly string TooDeep = $"nested deeper than {TomlReader.MaxDepth} levels";

    private const string NotAKey = "expected a key: letters, digits, - and _, or text in quotes";

    private const string NotAnItem = "expected , or ] after a value in an array";

    private const string NotANumber = "not a number: expected digits, with underscores only between them and no 0 before them";

    private const string UnknownEscape = @"an unknown escape: only \b \t \n \f \r \e \"" \\ \xHH \uXXXX and \UXXXXXXXX are known";

    /// <summary>How Tomlyn's messages begin and end, and the cause to report instead; the first match counts.</summary>
    private static readonly (string Begin, string End, string Cause)[] Causes =
    [
        ("Unexpected token found", "`newline`", "expected the end of the line"),
        ("Unexpected token found", "`closebracket`)", "the header of a table ends with ]"),
        ("Unexpected token found", "`closebracketdouble`)", "the header of an array of tables ends with ]]"),
        ("Unexpected token end-of-line", "", "expected a value"),
        ("Unexpected token `", " for a value", "not a value: expected text in quotes, a number, true, false, a date, an array or a table"),
        ("Unexpected token `", " for an array", NotAnItem),
        ("Missing a `,`", "", NotAnItem),
        ("Unexpected token `", " for a base key", NotAKey),
        ("Unexpected token [", "", NotAKey),
        ("Unexpected token `", "", "expected a key in an inline table, or , or } after a value"),
        ("Expecting `=`", "", "expected = after a key"),
        ("Unexpected escape", "", UnknownEscape),
        ("Invalid escape", "", UnknownEscape),
        ("Invalid Unicode", "", UnknownEscape),
        ("Invalid prefix", "", NotADate),
        ("Invalid format of date", "", NotADate),
        ("Unable to parse the date", "", NotADate),
        ("Unable to parse", "", TooBig),
        ("Invalid size", "", TooBig),
        ("Invalid capital", "", NotANumber),
        ("Invalid hexadecimal", "", NotANumber),
        ("Invalid octal", "", NotANumber),
        ("Invalid binary", "", NotANumber),
        ("An underscore", "", NotANumber),
        ("Missing a digit", "", NotANumber),
        ("Multiple leading", "", NotANumber),
        ("Unexpected leading", "", NotANumber),
        ("Expecting at least one digit", "", NotANumber),
    ];

    /// <summary>The error for a mistake that Tomlyn found; unclosed strings and brackets are reported where they start.</summary>
    internal static TomlException Explain(DiagnosticMessage mistake, TomlText text)
    {
        var offset = mistake.Span.Offset;
        if (mistake.Message.StartsWith("Invalid newline", StringComparison.Ordinal)
            || mistake.Message.StartsWith("Invalid End-Of-File", StringComparison.Ordinal)
            || offset >= text.Content.Length)
        {
            switch (Enclosing(text, offset))
            {
                case { Kind: TokenKind.StringMulti or TokenKind.StringLiteralMulti } opening:
                    return text.Refuse(opening.Start.Offset, "the multi-line string that starts here is not closed");
                case { Kind: TokenKind.String or TokenKind.StringLiteral } opening:
                    return text.Refuse(opening.Start.Offset, "the string that starts here has no closing quote on its line");
                case { Kind: TokenKind.OpenBracket } opening:
                    return text.Refuse(opening.Start.Offset, "the array that starts here is not closed");
                case { Kind: TokenKind.OpenBrace } opening:
                    return text.Refuse(opening.Start.Offset, "the inline table that starts here is not closed");
            }
        }

        return text.Refuse(offset, CauseOf(mistake.Message));
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

    private static string CauseOf(string message)
    {
        foreach (var (begin, end, cause) in Causes)
        {
            if (message.StartsWith(begin, StringComparison.Ordinal) && message.EndsWith(end, StringComparison.Ordinal))
                return cause;
        }

        return Unexplained;
    }
}
