namespace Archivist.Operations.Restoring;

/// <summary>Formats of archives that a directory can be dumped as.</summary>
public enum DumpFormat
{
    /// <summary>A tar archive.</summary>
    Tar,

    /// <summary>A zip archive.</summary>
    Zip,
}
