namespace Archivist.Images.Model;

/// <summary>The revision of OSTA UDF that an image follows.</summary>
public enum UdfRevision
{
    /// <summary>No UDF on the image.</summary>
    None,

    /// <summary>1.02 over ECMA-167 2nd edition: what DVD-Video has, and every reader knows.</summary>
    Udf102,

    /// <summary>2.01 over the 3rd edition, with extended file entries.</summary>
    Udf201,

    /// <summary>2.50: as 2.01, with all metadata in a metadata partition and again in its mirror.</summary>
    Udf250,
}
