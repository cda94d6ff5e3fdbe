namespace Archivist.Images.Reading;

/// <summary>The file systems that an image can carry.</summary>
public enum DiscFileSystem
{
    /// <summary>ISO 9660 with Rock Ridge, Joliet, or neither.</summary>
    Iso9660,

    /// <summary>UDF.</summary>
    Udf,
}
