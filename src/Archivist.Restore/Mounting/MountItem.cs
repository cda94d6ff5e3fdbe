using Archivist.Repository.Trees;

namespace Archivist.Restore.Mounting;

/// <summary>An entry of a mounted directory.</summary>
/// <param name="Node">What it is.</param>
/// <param name="Fixed">The entries of a directory that is in no snapshot but leads to them; null for what snapshots hold.</param>
internal sealed record MountItem(Node Node, MountFolder? Fixed)
{
    /// <summary>The same thing of the same name; a time or <c>latest</c> may come to mean another snapshot.</summary>
    internal bool LeadsWhere(MountItem other) =>
        Fixed is null == other.Fixed is null && Node.Subtree == other.Node.Subtree && Node.LinkTarget.AsSpan().SequenceEqual(other.Node.LinkTarget);
}
