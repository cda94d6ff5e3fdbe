using Archivist.Images.Model;
using Archivist.Images.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Images.Mapping;

/// <summary>Builds the tree of a layout, and refuses what no disc can hold.</summary>
internal sealed class DiscTree
{
    private const int MaxName = 255, MaxTarget = 4095;

    private readonly DiscLayout _layout;
    private readonly DiscFolder _unnamed;
    private readonly Dictionary<string, TreeNode> _folders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TreeNode>.AlternateLookup<ReadOnlySpan<char>> _foldersBySpan;
    private readonly byte[] _encoded = new byte[3 * 4096];
    private TreeNode? _lastFolder;
    private string _lastPath = "";

    internal DiscTree(DiscLayout layout)
    {
        _layout = layout;
        _unnamed = new DiscFolder("", layout.CreatedAt);
        _foldersBySpan = _folders.GetAlternateLookup<ReadOnlySpan<char>>();
        Root = new TreeNode { Name = "", Folder = new FolderPart(), Item = _unnamed };
        _folders.Add("", Root);
        foreach (var folder in layout.Folders)
            AddFolder(folder);
        foreach (var file in layout.Files)
            Files.Add(Add(file.Path, file));
        foreach (var link in layout.Links)
        {
            CheckTarget(link);
            Add(link.Path, link);
        }

        foreach (var special in layout.Specials)
            Add(special.Path, Checked(special));
        AddHardLinks();
        Number();
        _folders.Clear();
    }

    internal TreeNode Root { get; }

    /// <summary>All directories, the root first, each level after the one above it.</summary>
    internal List<TreeNode> Folders { get; } = [];

    /// <summary>All files, in the order in which their bytes are written.</summary>
    internal List<TreeNode> Files { get; } = [];

    /// <summary>Everything that is not a directory and has an inode, directory by directory.</summary>
    internal List<TreeNode> Leaves { get; } = [];

    /// <summary>Above all serial numbers that were given.</summary>
    internal uint NextSerial { get; set; }

    internal TreeNode Find(string path, BootImageKind kind)
    {
        var node = (TreeNode?)Root;
        foreach (var name in path.Split('/'))
            node = node?.Folder?.Children.Find(child => child.Name == name);
        return node?.File is not null
            ? node
            : throw new ArchivistException(new BootImageMissing(kind, path));
    }

    internal static ArchivistException Refused(string path, NameFault fault, string? target = null, Exception? cause = null) =>
        new(new DiscEntryRefused(path, fault, target), cause);

    private void AddFolder(DiscFolder folder)
    {
        if (_folders.TryGetValue(folder.Path, out var known))
            known.Item = folder;
        else
            Add(folder.Path, folder);
    }

    private TreeNode Add(string path, DiscNode item, TreeNode? sameAs = null)
    {
        var slash = path.LastIndexOf('/');
        if (slash == 0)
            throw Refused(path, NameFault.LeadingSlash);
        var parent = slash < 0 ? Root : FolderAt(path.AsSpan(0, slash), path);
        var name = slash < 0 ? path : path[(slash + 1)..];
        CheckName(name, path);
        var node = new TreeNode
        {
            Name = name,
            Parent = parent,
            Folder = item is DiscFolder ? new FolderPart() : null,
            Item = item,
            SameAs = sameAs,
        };
        if (node.IsFolder)
        {
            _folders.Add(path, node);
            parent.Folder!.Folders++;
        }

        parent.Folder!.Children.Add(node);
        return node;
    }

    /// <summary>Files come directory by directory as a rule, so the last one is looked at first.</summary>
    private TreeNode FolderAt(ReadOnlySpan<char> path, string wanted)
    {
        if (_lastFolder is not null && path.SequenceEqual(_lastPath))
            return _lastFolder;
        if (!_foldersBySpan.TryGetValue(path, out var folder))
            folder = AddMissing(path.ToString(), wanted);
        _lastPath = path.ToString();
        return _lastFolder = folder;
    }

    private TreeNode AddMissing(string path, string wanted)
    {
        var start = path.Length;
        while (start > 0 && !_folders.ContainsKey(path[..start]))
            start = path.LastIndexOf('/', start - 1) is var slash && slash > 0 ? slash : 0;
        var folder = _folders[path[..start]];
        while (start < path.Length)
        {
            var next = path.IndexOf('/', start + 1);
            start = next < 0 ? path.Length : next;
            if (path[0] == '/')
                throw Refused(wanted, NameFault.LeadingSlash);
            folder = Add(path[..start], _unnamed);
        }

        return folder;
    }

    private void AddHardLinks()
    {
        if (_layout.HardLinks.Count == 0)
            return;
        var wanted = _layout.HardLinks.Select(link => link.Target).ToHashSet(StringComparer.Ordinal);
        var targets = new Dictionary<string, TreeNode>(StringComparer.Ordinal);
        for (var i = 0; i < Files.Count; i++)
        {
            if (wanted.Contains(_layout.Files[i].Path))
                targets[_layout.Files[i].Path] = Files[i];
        }

        foreach (var link in _layout.HardLinks)
        {
            if (!targets.TryGetValue(link.Target, out var target))
                throw Refused(link.Path, NameFault.TargetMissing, link.Target);
            if (target.MoreNames == ushort.MaxValue - 1)
                throw Refused(link.Path, NameFault.TooManyNames);
            target.MoreNames++;
            Add(link.Path, target.Item, target);
        }
    }

    private void CheckName(string name, string path)
    {
        if (name is "" or "." or ".." || name.Contains('\0'))
            throw Refused(path, NameFault.Invalid);
        if (name.Length > MaxName || EncodedLength(name, path) > MaxName)
            throw Refused(path, NameFault.TooLong);
    }

    private void CheckTarget(DiscLink link)
    {
        if (link.Target is "" || link.Target.Contains('\0') || link.Target.Length > MaxTarget || EncodedLength(link.Target, link.Path) > MaxTarget)
            throw Refused(link.Path, NameFault.LinkTarget);
        foreach (var name in link.Target.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (name is not ("." or ".."))
                CheckName(name, link.Path);
        }
    }

    private static DiscSpecial Checked(DiscSpecial special) =>
        special.Kind is DiscEntryKind.File or DiscEntryKind.Folder or DiscEntryKind.Link
            ? throw new ArgumentException($"{special.Path}: is a {special.Kind}", nameof(special))
            : special;

    private int EncodedLength(string text, string path)
    {
        try
        {
            return DiscName.Encode(text, _encoded);
        }
        catch (ArgumentException e)
        {
            throw Refused(path, NameFault.NotUnicode, cause: e);
        }
    }

    /// <summary>Sorts every directory, finds names that are there twice, and gives numbers: directories first, level by level.</summary>
    private void Number()
    {
        Folders.Add(Root);
        for (var i = 0; i < Folders.Count; i++)
        {
            var children = Folders[i].Folder!.Children;
            children.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
            children.TrimExcess();
            for (var child = 0; child < children.Count; child++)
            {
                if (child > 0 && children[child - 1].Name == children[child].Name)
                    throw Twice(children[child - 1], children[child]);
                if (children[child].IsFolder)
                    Folders.Add(children[child]);
            }
        }

        NextSerial = 2;
        foreach (var folder in Folders)
            folder.Serial = NextSerial++;
        foreach (var folder in Folders)
        {
            foreach (var leaf in folder.Folder!.Children)
            {
                if (leaf.IsFolder)
                    continue;
                leaf.Serial = NextSerial++;
                if (leaf.SameAs is null)
                    Leaves.Add(leaf);
            }
        }
    }

    private static ArchivistException Twice(TreeNode first, TreeNode second) =>
        first.IsFolder == second.IsFolder
            ? Refused(second.Path, NameFault.Twice)
            : Refused(second.Path, NameFault.TwoKinds);
}
