using Archivist.Operations.Problems;

namespace Archivist.App.Messages;

/// <summary>English for mistakes in TOML.</summary>
internal static class TomlWords
{
    /// <summary>What is wrong, without the place.</summary>
    internal static string Of(TomlFault fault) => fault switch
    {
        TomlFault.Syntax(var mistake) => Of(mistake),
        TomlFault.TooLong(var limit) => $"the file is longer than {limit} bytes",
        TomlFault.TooDeep(var limit) => $"nested deeper than {limit} levels",
        TomlFault.KeySet(var key, var line) => $"'{key}' was already set on line {line}",
        TomlFault.KeyDefined(var key, var type, var line) => $"'{key}' is already {Of(type)} since line {line}",
        TomlFault.KeyExtended(var key, var type, var line, var isDotted) => $"'{key}' is {Of(type)} since line {line} and cannot be extended{(isDotted ? " by a dotted key" : "")}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>A type with its article: "a string".</summary>
    internal static string Of(TomlType type) => type switch
    {
        TomlType.String => "a string",
        TomlType.Integer => "an integer",
        TomlType.Float => "a float",
        TomlType.Boolean => "a boolean",
        TomlType.OffsetDateTime => "a date-time with an offset",
        TomlType.LocalDateTime => "a local date-time",
        TomlType.LocalDate => "a date",
        TomlType.LocalTime => "a time",
        TomlType.Array => "an array",
        TomlType.ArrayOfTables => "an array of tables",
        TomlType.Table => "a table",
        _ => "an inline table",
    };

    private static string Of(TomlMistake mistake) => mistake switch
    {
        TomlMistake.LineEndExpected => "expected the end of the line",
        TomlMistake.TableHeaderOpen => "the header of a table ends with ]",
        TomlMistake.ArrayHeaderOpen => "the header of an array of tables ends with ]]",
        TomlMistake.ValueExpected => "expected a value",
        TomlMistake.NotAValue => "not a value: expected text in quotes, a number, true, false, a date, an array or a table",
        TomlMistake.NotAnItem => "expected , or ] after a value in an array",
        TomlMistake.NotAKey => "expected a key: letters, digits, - and _, or text in quotes",
        TomlMistake.NotAnInlineKey => "expected a key in an inline table, or , or } after a value",
        TomlMistake.EqualsExpected => "expected = after a key",
        TomlMistake.UnknownEscape => @"an unknown escape: only \b \t \n \f \r \e \"" \\ \xHH \uXXXX and \UXXXXXXXX are known",
        TomlMistake.NotADate => "not a date or time: expected 1979-05-27, 07:32:00, or both with T between them",
        TomlMistake.NumberTooLarge => "the number does not fit in 64 bits",
        TomlMistake.NotANumber => "not a number: expected digits, with underscores only between them and no 0 before them",
        TomlMistake.MultilineStringOpen => "the multi-line string that starts here is not closed",
        TomlMistake.StringOpen => "the string that starts here has no closing quote on its line",
        TomlMistake.ArrayOpen => "the array that starts here is not closed",
        TomlMistake.InlineTableOpen => "the inline table that starts here is not closed",
        TomlMistake.SecondByteOrderMark => "a second byte order mark",
        TomlMistake.NotUtf8 => "this is not UTF-8 text",
        TomlMistake.ControlCharacter => "a control character; write it as an escape, in a string in double quotes",
        TomlMistake.StrayBackslash => "a backslash before white space",
        _ => "this is not TOML",
    };
}
