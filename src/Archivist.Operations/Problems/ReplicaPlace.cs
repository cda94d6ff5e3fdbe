namespace Archivist.Operations.Problems;

/// <summary>What is at the address of a replica instead of the replica.</summary>
public enum ReplicaPlace
{
    /// <summary>No repository.</summary>
    Empty,

    /// <summary>A directory on the file system of the repository, such as an empty mount point.</summary>
    OwnFileSystem,

    /// <summary>Another repository.</summary>
    OtherRepository,
}
