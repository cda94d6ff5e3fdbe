namespace Archivist.Operations.Problems;

/// <summary>Violations of the syntax of TOML.</summary>
public enum TomlMistake
{
    /// <summary>Any other.</summary>
    Unexplained,

    /// <summary>The end of the line was expected.</summary>
    LineEndExpected,

    /// <summary>The header of a table does not end with a bracket.</summary>
    TableHeaderOpen,

    /// <summary>The header of an array of tables does not end with two brackets.</summary>
    ArrayHeaderOpen,

    /// <summary>A value was expected.</summary>
    ValueExpected,

    /// <summary>What stands for a value is none.</summary>
    NotAValue,

    /// <summary>A comma or bracket was expected after a value of an array.</summary>
    NotAnItem,

    /// <summary>A key was expected.</summary>
    NotAKey,

    /// <summary>A key was expected in an inline table, or a comma or brace after a value.</summary>
    NotAnInlineKey,

    /// <summary>An equals sign was expected after a key.</summary>
    EqualsExpected,

    /// <summary>An escape sequence is unknown.</summary>
    UnknownEscape,

    /// <summary>What looks like a date or time is none.</summary>
    NotADate,

    /// <summary>A number does not fit in 64 bits.</summary>
    NumberTooLarge,

    /// <summary>What looks like a number is none.</summary>
    NotANumber,

    /// <summary>A multi-line string is not closed; the place is where it starts.</summary>
    MultilineStringOpen,

    /// <summary>A string is not closed on its line; the place is where it starts.</summary>
    StringOpen,

    /// <summary>An array is not closed; the place is where it starts.</summary>
    ArrayOpen,

    /// <summary>An inline table is not closed; the place is where it starts.</summary>
    InlineTableOpen,

    /// <summary>A second byte order mark.</summary>
    SecondByteOrderMark,

    /// <summary>The text is not UTF-8.</summary>
    NotUtf8,

    /// <summary>A control character that TOML allows nowhere.</summary>
    ControlCharacter,

    /// <summary>A backslash before white space that does not end a line.</summary>
    StrayBackslash,
}
