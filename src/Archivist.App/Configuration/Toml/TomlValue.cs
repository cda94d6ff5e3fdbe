namespace Archivist.App.Configuration.Toml;

/// <summary>A value of TOML 1.0 and where it was written. The private constructor closes the set.</summary>
internal abstract partial class TomlValue
{
    private TomlValue(TomlPosition position) => Position = position;

    /// <summary>Where the value starts.</summary>
    internal TomlPosition Position { get; }

    /// <summary>What people call this type, with its article: "a string".</summary>
    internal abstract string TypeName { get; }

    /// <summary>TOML 1.0 "String", of any of the four forms.</summary>
    internal sealed class String(TomlPosition position, string value) : TomlValue(position)
    {
        internal string Value => value;

        internal override string TypeName => "a string";
    }

    /// <summary>TOML 1.0 "Integer": 64 bits, signed.</summary>
    internal sealed class Integer(TomlPosition position, long value) : TomlValue(position)
    {
        internal long Value => value;

        internal override string TypeName => "an integer";
    }

    /// <summary>TOML 1.0 "Float": IEEE 754 binary64.</summary>
    internal sealed class Float(TomlPosition position, double value) : TomlValue(position)
    {
        internal double Value => value;

        internal override string TypeName => "a float";
    }

    /// <summary>TOML 1.0 "Boolean".</summary>
    internal sealed class Boolean(TomlPosition position, bool value) : TomlValue(position)
    {
        internal bool Value => value;

        internal override string TypeName => "a boolean";
    }

    /// <summary>
    /// TOML 1.0 "Offset Date-Time". Kept as written: RFC 3339 allows offsets and years that a DateTimeOffset refuses.
    /// </summary>
    internal sealed class OffsetDateTime(TomlPosition position, DateTime local, TimeSpan offset) : TomlValue(position)
    {
        /// <summary>The clock on the wall there.</summary>
        internal DateTime Local => local;

        /// <summary>How far that clock is ahead of UTC.</summary>
        internal TimeSpan Offset => offset;

        internal override string TypeName => "a date-time with an offset";
    }

    /// <summary>TOML 1.0 "Local Date-Time".</summary>
    internal sealed class LocalDateTime(TomlPosition position, DateTime value) : TomlValue(position)
    {
        internal DateTime Value => value;

        internal override string TypeName => "a local date-time";
    }

    /// <summary>TOML 1.0 "Local Date".</summary>
    internal sealed class LocalDate(TomlPosition position, DateOnly value) : TomlValue(position)
    {
        internal DateOnly Value => value;

        internal override string TypeName => "a date";
    }

    /// <summary>TOML 1.0 "Local Time".</summary>
    internal sealed class LocalTime(TomlPosition position, TimeOnly value) : TomlValue(position)
    {
        internal TimeOnly Value => value;

        internal override string TypeName => "a time";
    }
}
