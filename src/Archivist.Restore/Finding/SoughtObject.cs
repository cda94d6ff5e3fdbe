namespace Archivist.Restore.Finding;

/// <summary>What an id that is sought names.</summary>
public enum SoughtObject
{
    /// <summary>A piece of a file.</summary>
    Blob,

    /// <summary>A folder.</summary>
    Tree,

    /// <summary>A pack, which holds either.</summary>
    Pack,
}
