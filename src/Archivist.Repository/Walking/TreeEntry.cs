using Archivist.Repository.Trees;

namespace Archivist.Repository.Walking;

/// <summary>One entry of a snapshot, with its place.</summary>
/// <param name="Path">Its names as they are, each with a <c>/</c> before it.</param>
/// <param name="Node">What the snapshot holds of it.</param>
public readonly record struct TreeEntry(byte[] Path, Node Node)
{
    /// <summary>The path for people.</summary>
    public string DisplayPath => Trees.DisplayPath.Of(Path);
}
