using Archivist.Repository.Trees;

namespace Archivist.Repository.Walking;

/// <summary>One entry of a snapshot, with its place.</summary>
/// <param name="Path">Its names as they are, each with a <c>/</c> before it.</param>
/// <param name="Node">The entry as the snapshot holds it.</param>
public readonly record struct TreeEntry(byte[] Path, Node Node)
{
    /// <summary>The path for display.</summary>
    public string DisplayPath => Trees.DisplayPath.Of(Path);
}
