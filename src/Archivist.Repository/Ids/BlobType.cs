namespace Archivist.Repository.Ids;

/// <summary>What a blob holds (restic design, "Pack Format").</summary>
public enum BlobType : byte
{
    /// <summary>A piece of a file.</summary>
    Data = 0,

    /// <summary>One folder, as JSON.</summary>
    Tree = 1,
}
