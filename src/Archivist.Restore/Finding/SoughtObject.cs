namespace Archivist.Restore.Finding;

/// <summary>The kind of object that a sought id names.</summary>
public enum SoughtObject
{
    /// <summary>A piece of a file.</summary>
    Blob,

    /// <summary>A directory.</summary>
    Tree,

    /// <summary>A pack, which holds either.</summary>
    Pack,
}
