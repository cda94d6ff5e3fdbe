using System.Text;
using Archivist.Media.Iso9660;
using Archivist.Media.Udf;
using Archivist.Repository;

namespace Archivist.Media.Mastering;

/// <summary>Builds the tree of a layout, refuses what no disc can hold, and names every node in all three file systems.</summary>
internal sealed class DiscTree
{
    /// <summary>ECMA-119 6.8.2.1: the root is level 1, and there are eight.</summary>
    private const int MaxFolderLevel = 8;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private readonly DiscLayout _layout;
    private readonly Dictionary<string, TreeNode> _byPath = new(StringComparer.Ordinal);

    internal DiscTree(DiscLayout layout)
    {
        _layout = layout;
        Root = new TreeNode { Name = "", Children = [], ModifiedAt = layout.CreatedAt, Permissions = 0x16D };
        _byPath.Add("", Root);
        foreach (var folder in layout.Folders)
            AddFolder(folder);
        foreach (var file in layout.Files)
            Files.Add(Add(file.Path, file.ModifiedAt, file.Mode, file, null));
        foreach (var link in layout.Links)
            Add(link.Path, link.ModifiedAt, 0x1FF, null, CheckedTarget(link));
        Order();
    }

    internal TreeNode Root { get; }

    /// <summary>All folders, the root first, each level after the one above it (the order of ECMA-119 9.4.4).</summary>
    internal List<TreeNode> Folders { get; } = [];

    /// <summary>All files, in the order in which their bytes are written.</summary>
    internal List<TreeNode> Files { get; } = [];

    /// <summary>Everything that is not a folder, folder by folder.</summary>
    internal List<TreeNode> Leaves { get; } = [];

    internal TreeNode Find(string path, string what) =>
        _byPath.TryGetValue(path, out var node) && node.File is not null
            ? node
            : throw new ArchivistException(Failure.Failed, $"{what} {path}: not among the files of the disc")
            {
                Hint = "Add the file to the layout.",
            };

    private void AddFolder(DiscFolder folder)
    {
        if (_byPath.TryGetValue(folder.Path, out var known) && known.IsFolder)
        {
            known.ModifiedAt = folder.ModifiedAt;
            known.Permissions = folder.Mode & 0xFFF;
            return;
        }

        Add(folder.Path, folder.ModifiedAt, folder.Mode, null, null);
    }

    private TreeNode Add(string path, DateTimeOffset modifiedAt, int mode, DiscFile? file, string? target)
    {
        var slash = path.LastIndexOf('/');
        if (slash == 0)
            throw Refused(path, "must not begin with a slash");
        var parent = slash < 0 ? Root : FolderAt(path[..slash], path);
        var name = path[(slash + 1)..];
        CheckName(name, path);
        var isFolder = file is null && target is null;
        var node = new TreeNode
        {
            Name = name,
            Parent = parent,
            Children = isFolder ? [] : null,
            File = file,
            LinkTarget = target,
            ModifiedAt = modifiedAt,
            Permissions = mode & 0xFFF,
        };
        if (!_byPath.TryAdd(path, node))
            throw Refused(path, "is on the disc twice");
        parent.Children!.Add(node);
        return node;
    }

    private TreeNode FolderAt(string path, string wanted)
    {
        if (!_byPath.TryGetValue(path, out var folder))
            return Add(path, _layout.CreatedAt, 0x16D, null, null);
        return folder.IsFolder ? folder : throw Refused(wanted, $"lies below {path}, which is not a folder");
    }

    private static void CheckName(string name, string path)
    {
        if (name is "" or "." or ".." || name.Contains('\0'))
            throw Refused(path, "has a part that cannot be a name");
        try
        {
            if (StrictUtf8.GetByteCount(name) > 255)
                throw Refused(path, "has a part longer than 255 bytes");
        }
        catch (EncoderFallbackException e)
        {
            throw new ArchivistException(Failure.Failed, $"{path}: is not valid Unicode", e);
        }
    }

    private static string CheckedTarget(DiscLink link)
    {
        if (link.Target is "" || link.Target.Contains('\0') || Encoding.UTF8.GetByteCount(link.Target) > 1000)
            throw Refused(link.Path, "is a link whose target is empty or longer than 1000 bytes");
        foreach (var name in link.Target.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (name is not ("." or ".."))
                CheckName(name, link.Path);
        }

        return link.Target;
    }

    private static ArchivistException Refused(string path, string why) =>
        new(Failure.Failed, $"{path}: {why}") { Hint = "Rename or leave out the file." };

    private void Order()
    {
        var level = new List<TreeNode> { Root };
        for (var depth = 1; level.Count > 0; depth++)
        {
            if (depth > MaxFolderLevel)
                throw Refused(level[0].Path, $"lies deeper than the {MaxFolderLevel} levels of ISO 9660");
            foreach (var folder in level)
                NameChildren(folder);
            Folders.AddRange(level);
            level = level.SelectMany(folder => folder.Folders.OrderBy(child => child.IsoName, StringComparer.Ordinal)).ToList();
        }

        if (Folders.Count > ushort.MaxValue)
            throw Refused(_layout.VolumeIdentifier, $"has more than {ushort.MaxValue} folders, which a path table cannot number");
        var serial = 2u;
        foreach (var folder in Folders)
            folder.Serial = serial++;
        Leaves.AddRange(Folders.SelectMany(folder => folder.Children!.Where(child => !child.IsFolder)));
        foreach (var leaf in Leaves)
            leaf.Serial = serial++;
    }

    private static void NameChildren(TreeNode folder)
    {
        folder.Children!.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        IsoNames.Assign(folder.Children);
        JolietNames.Assign(folder.Children);
        var udf = UdfNames.For(folder.Children.ConvertAll(child => child.Name));
        for (var i = 0; i < udf.Length; i++)
            folder.Children[i].UdfName = udf[i];
    }
}
