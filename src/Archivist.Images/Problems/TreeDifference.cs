namespace Archivist.Images.Problems;

/// <summary>How an entry differs between ISO 9660 and UDF.</summary>
public enum TreeDifference
{
    /// <summary>UDF does not have it.</summary>
    MissingInUdf,

    /// <summary>ISO 9660 does not have it.</summary>
    OnlyInUdf,

    /// <summary>It is of another kind.</summary>
    Kind,

    /// <summary>Its content lies elsewhere.</summary>
    Place,

    /// <summary>It is a link to something else.</summary>
    Target,

    /// <summary>Its permissions differ.</summary>
    Mode,

    /// <summary>Its owner or group differs.</summary>
    Owner,

    /// <summary>It is another device.</summary>
    Device,
}
