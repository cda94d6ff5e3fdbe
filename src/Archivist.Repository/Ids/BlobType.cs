namespace Archivist.Repository.Ids;

/// <summary>The type of a blob (restic design, "Pack Format").</summary>
public enum BlobType : byte
{
    /// <summary>A chunk of a file.</summary>
    Data = 0,

    /// <summary>A tree: one directory, as JSON.</summary>
    Tree = 1,
}
