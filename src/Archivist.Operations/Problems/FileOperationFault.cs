namespace Archivist.Operations.Problems;

/// <summary>Errors of file operations that call for different advice.</summary>
public enum FileOperationFault
{
    /// <summary>Any other error.</summary>
    Other,

    /// <summary>The file system or a quota is full.</summary>
    NoSpace,

    /// <summary>The file system is mounted read-only, or the medium is write-protected.</summary>
    ReadOnly,

    /// <summary>The medium cannot be read or written.</summary>
    MediumError,

    /// <summary>A component of the path is not a directory.</summary>
    NotADirectory,
}
