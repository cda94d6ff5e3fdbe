namespace Archivist.Discs.Templates;

/// <summary>File systems that an image can carry over one set of extents.</summary>
public enum DiscFileSystem
{
    /// <summary>ECMA-119.</summary>
    Iso9660,

    /// <summary>IEEE P1282: POSIX names and permissions in ISO 9660.</summary>
    RockRidge,

    /// <summary>Unicode names in ISO 9660.</summary>
    Joliet,

    /// <summary>ECMA-167 as profiled by OSTA.</summary>
    Udf,
}
