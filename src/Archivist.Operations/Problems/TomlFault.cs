namespace Archivist.Operations.Problems;

/// <summary>What is wrong in a TOML file. The private constructor closes the set.</summary>
public abstract record TomlFault
{
    private TomlFault()
    {
    }

    /// <summary>The text breaks the syntax of TOML.</summary>
    public sealed record Syntax(TomlMistake Mistake) : TomlFault;

    /// <summary>The file is longer than the limit in bytes.</summary>
    public sealed record TooLong(int Limit) : TomlFault;

    /// <summary>Tables and arrays nest deeper than the limit.</summary>
    public sealed record TooDeep(int Limit) : TomlFault;

    /// <summary>A key has a value already.</summary>
    /// <param name="Key">The key, shortened and without control characters.</param>
    /// <param name="Line">Where it was set.</param>
    public sealed record KeySet(string Key, int Line) : TomlFault;

    /// <summary>A table is defined where the key has another meaning already.</summary>
    /// <param name="Key">The key, shortened and without control characters.</param>
    /// <param name="Type">What the key is.</param>
    /// <param name="Line">Where it was defined.</param>
    public sealed record KeyDefined(string Key, TomlType Type, int Line) : TomlFault;

    /// <summary>A key that is no table, or a table that is complete, is extended.</summary>
    /// <param name="Key">The key, shortened and without control characters.</param>
    /// <param name="Type">What the key is.</param>
    /// <param name="Line">Where it was defined.</param>
    /// <param name="IsDotted">A dotted key extends it, and not a header.</param>
    public sealed record KeyExtended(string Key, TomlType Type, int Line, bool IsDotted) : TomlFault;
}
