namespace Archivist.Operations.Problems;

/// <summary>Types that a setting may have.</summary>
public enum SettingType
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>An array of strings.</summary>
    Texts,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A table.</summary>
    Table,

    /// <summary>An array of tables.</summary>
    Tables,
}
