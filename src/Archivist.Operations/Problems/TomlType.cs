namespace Archivist.Operations.Problems;

/// <summary>Types of values in TOML.</summary>
public enum TomlType
{
    /// <summary>A string of any of the four forms.</summary>
    String,

    /// <summary>An integer.</summary>
    Integer,

    /// <summary>A float.</summary>
    Float,

    /// <summary>A boolean.</summary>
    Boolean,

    /// <summary>A date-time with an offset.</summary>
    OffsetDateTime,

    /// <summary>A date-time without an offset.</summary>
    LocalDateTime,

    /// <summary>A date.</summary>
    LocalDate,

    /// <summary>A time.</summary>
    LocalTime,

    /// <summary>An array.</summary>
    Array,

    /// <summary>An array of tables.</summary>
    ArrayOfTables,

    /// <summary>A table.</summary>
    Table,

    /// <summary>An inline table.</summary>
    InlineTable,
}
