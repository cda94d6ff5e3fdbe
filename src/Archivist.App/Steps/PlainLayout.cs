using Archivist.App.Composition;
using Archivist.Capture;
using Archivist.Media;
using Archivist.Repository;

namespace Archivist.App.Steps;

/// <summary>
/// Lays out folders of plain files as a disc: what one folder holds becomes the root; several stand beside each other under their
/// own names. Hard links become names of one extent, and nothing is left out but what no disc knows.
/// </summary>
internal sealed class PlainLayout : IDisposable
{
    private readonly List<PlainTree> _trees = [];
    private readonly List<DiscFile> _files = [];
    private readonly List<DiscFolder> _folders = [];
    private readonly List<DiscLink> _links = [];
    private readonly List<DiscHardLink> _hardLinks = [];
    private readonly List<DiscSpecial> _specials = [];
    private readonly Dictionary<(ulong FileSystem, ulong Inode), string> _firstNames = [];
    private readonly DateTimeOffset? _latest;

    /// <param name="latest">No time on the disc is later; null for any.</param>
    internal PlainLayout(DateTimeOffset? latest) => _latest = latest;

    internal void Add(IReadOnlyList<string> sources, CancellationToken cancellationToken)
    {
        foreach (var source in sources)
        {
            var tree = PlainTree.Open(source);
            _trees.Add(tree);
            var name = sources.Count == 1 ? "" : Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(source)));
            var skipped = name.Length == 0 ? 0 : name.Length + 1;
            _folders.Add(FolderOf(tree.Root, name));
            tree.Walk(name, (folder, entry) => Take(tree, folder, entry, skipped), cancellationToken);
            _files.TrimExcess();
        }
    }

    internal DiscLayout ToLayout(string volume, DateTimeOffset createdAt, DiscFormat format) => new()
    {
        VolumeIdentifier = volume,
        CreatedAt = createdAt,
        Files = _files,
        Folders = _folders,
        Links = _links,
        HardLinks = _hardLinks,
        Specials = _specials,
        Format = format,
        ApplicationIdentifier = Product.NameAndVersion.ToUpperInvariant(),
    };

    public void Dispose() => _trees.ForEach(tree => tree.Dispose());

    private string Take(PlainTree tree, string folder, PlainEntry entry, int skipped)
    {
        var name = DiscName.Decode(entry.Name.Bytes);
        var path = folder.Length == 0 ? name : $"{folder}/{name}";
        switch (entry.Type)
        {
            case NodeType.Directory:
                _folders.Add(FolderOf(entry, path));
                break;
            case NodeType.File when entry.Links > 1 && !_firstNames.TryAdd((entry.FileSystem, entry.Inode), path):
                _hardLinks.Add(new DiscHardLink(path, _firstNames[(entry.FileSystem, entry.Inode)]));
                break;
            case NodeType.File:
                _files.Add(new DiscFile(path, new PlainContent(tree, path, skipped, entry.Size), TimeOf(entry), entry.Permissions)
                {
                    UserId = entry.UserId,
                    GroupId = entry.GroupId,
                });
                break;
            case NodeType.SymbolicLink:
                _links.Add(new DiscLink(path, DiscName.Decode(entry.Target.Span), TimeOf(entry)) { UserId = entry.UserId, GroupId = entry.GroupId });
                break;
            case NodeType.BlockDevice or NodeType.CharacterDevice or NodeType.Fifo or NodeType.Socket:
                _specials.Add(SpecialOf(entry, path));
                break;
        }

        return path;
    }

    private DiscFolder FolderOf(PlainEntry entry, string path) => new(path, TimeOf(entry), entry.Permissions)
    {
        UserId = entry.UserId,
        GroupId = entry.GroupId,
    };

    private DiscSpecial SpecialOf(PlainEntry entry, string path)
    {
        var kind = entry.Type switch
        {
            NodeType.BlockDevice => DiscEntryKind.BlockDevice,
            NodeType.CharacterDevice => DiscEntryKind.CharacterDevice,
            NodeType.Fifo => DiscEntryKind.Fifo,
            _ => DiscEntryKind.Socket,
        };
        return new DiscSpecial(path, kind, TimeOf(entry), entry.Permissions)
        {
            UserId = entry.UserId,
            GroupId = entry.GroupId,
            Major = entry.Device.Major,
            Minor = entry.Device.Minor,
        };
    }

    private DateTimeOffset TimeOf(PlainEntry entry)
    {
        var time = entry.ModifiedAt.ToDateTimeOffset();
        return _latest is { } latest && time > latest ? latest : time.ToUniversalTime();
    }
}
