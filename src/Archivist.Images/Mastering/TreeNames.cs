using Archivist.Images.Iso9660;
using Archivist.Images.Mapping;
using Archivist.Images.Model;
using Archivist.Images.Problems;
using Archivist.Images.Udf;

namespace Archivist.Images.Mastering;

/// <summary>Names every node of a tree in each file system of the image, and finds the places of directories in ISO 9660.</summary>
internal static class TreeNames
{
    /// <summary>ECMA-119 6.8.2.1: the root is level 1, and there are eight.</summary>
    private const int MaxIsoLevel = 8;

    /// <summary>Names after which the pieces of which they were made are given back.</summary>
    private const int CollectEvery = 16_000;

    private const string MovedName = "rr_moved";

    internal static void Assign(DiscTree tree, DiscFormat format, DateTimeOffset createdAt)
    {
        var named = 0;
        foreach (var folder in tree.Folders)
        {
            var children = folder.Folder!.Children;
            named += children.Count;
            if (named > CollectEvery)
            {
                GC.Collect(1, GCCollectionMode.Forced, blocking: true);
                named = 0;
            }

            IsoNames.Assign(children, format.IsoLevel);
            if (format.JolietLength > 0)
                JolietNames.Assign(children, format.JolietLength);
            if (format.Udf is not UdfRevision.None)
                UdfNames.Assign(children);
        }

        var moved = Relocate(tree, format, createdAt);
        foreach (var folder in tree.Folders)
            Sort(folder, format);
        if (moved is not null)
        {
            Sort(moved, format);
            tree.Root.Folder!.IsoChildren = Sorted([.. tree.Root.Folder.IsoChildren, moved], child => child.IsoName);
        }
    }

    /// <summary>
    /// RRIP 4.1.5: a directory below level 8 moves to one that lies in the root, where it is on level 3. Levels are worked out from
    /// the top, so only those move that must. Returns the directory of the moved ones, or null.
    /// </summary>
    private static TreeNode? Relocate(DiscTree tree, DiscFormat format, DateTimeOffset createdAt)
    {
        TreeNode? home = null;
        UniqueNames? names = null;
        tree.Root.Folder!.IsoLevel = 1;
        foreach (var node in tree.Folders.Skip(1))
        {
            var folder = node.Folder!;
            folder.IsoParent = node.Parent;
            folder.IsoLevel = node.Parent!.Folder!.IsoLevel + 1;
            if (folder.IsoLevel <= MaxIsoLevel)
                continue;
            if (!format.RockRidge)
                throw DiscTree.Refused(node.Path, NameFault.TooDeep);
            home ??= NewHome(tree, format, createdAt);
            names ??= new UniqueNames('_');
            folder.MovedName = IsoNames.Folder(node.Name, names, format.IsoLevel);
            folder.IsoParent = home;
            folder.IsoLevel = 3;
            home.Folder!.Children.Add(node);
            home.Folder.Folders++;
        }

        return home;
    }

    private static TreeNode NewHome(DiscTree tree, DiscFormat format, DateTimeOffset createdAt)
    {
        var root = tree.Root;
        var taken = root.Folder!.Children.Select(child => child.Name).ToHashSet(StringComparer.Ordinal);
        var isoNames = new UniqueNames('_');
        foreach (var child in root.Folder.Children)
            isoNames.Take(child.IsoName.TrimEnd('.'), "", 64);
        var name = MovedName;
        for (var i = 1; taken.Contains(name); i++)
            name = $"{MovedName}_{i}";
        return new TreeNode
        {
            Name = name,
            Parent = root,
            Item = new DiscFolder(name, createdAt),
            Folder = new FolderPart { HoldsRelocated = true, IsoParent = root, IsoLevel = 2 },
            IsoName = IsoNames.Folder(MovedName, isoNames, format.IsoLevel),
            Serial = tree.NextSerial++,
        };
    }

    private static void Sort(TreeNode node, DiscFormat format)
    {
        var folder = node.Folder!;
        folder.IsoChildren = folder.HoldsRelocated
            ? Sorted(folder.Children, child => child.Folder!.MovedName!)
            : Sorted(format.RockRidge ? folder.Children : folder.Children.FindAll(child => child.IsPlain), child => child.IsoName);
        if (format.JolietLength > 0 && !folder.HoldsRelocated)
        {
            folder.JolietChildren = Sorted(folder.Children.FindAll(child => child.IsPlain), child => child.JolietName);
            if (folder.JolietChildren.AsSpan().SequenceEqual(folder.IsoChildren))
                folder.JolietChildren = folder.IsoChildren;
        }
    }

    private static TreeNode[] Sorted(List<TreeNode> children, Func<TreeNode, string> name)
    {
        var sorted = children.ToArray();
        var isSorted = true;
        for (var i = 1; i < sorted.Length && isSorted; i++)
            isSorted = string.CompareOrdinal(name(sorted[i - 1]), name(sorted[i])) <= 0;
        if (isSorted)
            return sorted;
        Array.Sort(sorted, (a, b) => string.CompareOrdinal(name(a), name(b)));
        return sorted;
    }
}
