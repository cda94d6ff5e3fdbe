namespace Archivist.Repository.Problems;

/// <summary>How an entry of a tree contradicts itself or its tree.</summary>
public enum EntryContradiction
{
    /// <summary>The name would lead out of its directory.</summary>
    NameUnsafe,

    /// <summary>The tree has another entry of the same name.</summary>
    NameRepeated,

    /// <summary>A directory names no tree.</summary>
    DirectoryWithoutTree,

    /// <summary>An entry that is no directory names a tree.</summary>
    TreeOfOther,

    /// <summary>An entry that is no file has content.</summary>
    ContentOfOther,
}
