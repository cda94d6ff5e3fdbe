using Archivist.Platform.FileSystem;
using Archivist.Repository.Trees;

namespace Archivist.Restore.Comparing;

/// <summary>Compares the entries that two snapshots hold at one path.</summary>
public static class NodeChanges
{
    /// <summary>The differences of the second entry from the first; null stands for a missing entry.</summary>
    public static NodeChange Between(Node? before, Node? after)
    {
        if (before is null)
            return after is null ? NodeChange.None : NodeChange.Added;
        if (after is null)
            return NodeChange.Removed;
        var change = before.Type == after.Type && before.ForeignType == after.ForeignType ? NodeChange.None : NodeChange.Type;
        if (!HasSameContent(before, after))
            change |= NodeChange.Content;
        return HasSameMetadata(before, after) ? change : change | NodeChange.Metadata;
    }

    /// <summary>The same bytes, entries, target or device.</summary>
    internal static bool HasSameContent(Node one, Node other) =>
        one.Content.SequenceEqual(other.Content) && one.Subtree == other.Subtree && one.Device == other.Device
        && one.LinkTarget.AsSpan().SequenceEqual(other.LinkTarget);

    /// <summary>Whether all metadata that restic compares are equal.</summary>
    internal static bool HasSameMetadata(Node one, Node other) =>
        one.Permissions == other.Permissions && one.UserId == other.UserId && one.GroupId == other.GroupId
        && (one.User ?? "") == (other.User ?? "") && (one.Group ?? "") == (other.Group ?? "")
        && one.ModifiedAt.IsSameMoment(other.ModifiedAt) && one.AccessedAt.IsSameMoment(other.AccessedAt)
        && one.ChangedAt.IsSameMoment(other.ChangedAt)
        && one.Inode == other.Inode && one.DeviceId == other.DeviceId && one.Size == other.Size && one.Links == other.Links
        && (one.Error ?? "") == (other.Error ?? "") && HasSameAttributes(one.ExtendedAttributes, other.ExtendedAttributes);

    /// <summary>The same names with the same values, in any order.</summary>
    internal static bool HasSameAttributes(IReadOnlyList<ExtendedAttribute> some, IReadOnlyList<ExtendedAttribute> others) =>
        some.Count == others.Count
        && some.OrderBy(attribute => attribute.Name, StringComparer.Ordinal)
            .Zip(others.OrderBy(attribute => attribute.Name, StringComparer.Ordinal))
            .All(pair => pair.First.Name == pair.Second.Name && pair.First.Value.AsSpan().SequenceEqual(pair.Second.Value));
}
