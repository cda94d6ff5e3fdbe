using System.Collections.Concurrent;
using Archivist.Discs.Problems;
using Archivist.Images.Model;
using Archivist.Platform;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Patterns;

namespace Archivist.Discs.Plain;

/// <summary>
/// Lays out plain files as a disc. Hard links become names of one extent, and nothing is left out but what no disc knows, what patterns exclude, the output
/// itself, and what cannot be read when that is to be passed over.
/// </summary>
public sealed class PlainLayout : IDisposable
{
    private static readonly string[] RepositoryNames = ["config", "data", "index", "keys", "snapshots"];

    private readonly List<PlainSource> _trees = [];
    private readonly List<DiscFile> _files = [];
    private readonly List<DiscFolder> _folders = [];
    private readonly List<DiscLink> _links = [];
    private readonly List<DiscHardLink> _hardLinks = [];
    private readonly List<DiscSpecial> _specials = [];
    private readonly Dictionary<(ulong FileSystem, ulong Inode), string> _firstNames = [];
    private readonly ConcurrentQueue<string> _changed = [];
    private readonly List<string> _unreadable = [];
    private readonly Dictionary<string, int> _repositories = new(StringComparer.Ordinal);
    private readonly DateTimeOffset? _latest;
    private readonly PathPatterns _excludes;
    private readonly FoundFile? _output, _outputDirectory;

    /// <param name="latest">No time on the disc is later; null for any.</param>
    /// <param name="excludes">What is left out, by absolute paths.</param>
    /// <param name="output">The file that the image becomes; null for anything else.</param>
    public PlainLayout(DateTimeOffset? latest, PathPatterns excludes, string? output)
    {
        (_latest, _excludes) = (latest, excludes);
        if (output is null)
            return;
        _output = FileLookup.Find(output);
        _outputDirectory = FileLookup.Find(Path.GetDirectoryName(Path.GetFullPath(output))!);
    }

    /// <summary>Paths, with the cause, of what cannot be read; it is not in the layout.</summary>
    public IReadOnlyList<string> Unreadable => _unreadable;

    /// <summary>Paths on the disc of files that were changed between being listed and being read to the end; complete after mastering.</summary>
    public IReadOnlyCollection<string> Changed => _changed;

    /// <summary>The output lies in a directory that the image contains, so the next image would contain this one.</summary>
    public bool ContainsOutput { get; private set; }

    /// <summary>Files beside the output that are images themselves.</summary>
    public List<string> Images { get; } = [];

    /// <summary>Paths on the disc that look like repositories, whose files may change while they are read.</summary>
    public IEnumerable<string> Repositories => _repositories.Where(pair => pair.Value == RepositoryNames.Length).Select(pair => pair.Key);

    /// <summary>Adds a file or a directory under a name; the content of a directory becomes the root with an empty one.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: the source cannot be read, or is neither a file nor a directory.</exception>
    public void Add(string source, string name, CancellationToken cancellationToken)
    {
        if (FileLookup.IsDirectory(source))
        {
            var tree = Keep(source, []);
            _folders.Add(FolderOf(tree.Tree.Root, name));
            var skipped = name.Length == 0 ? 0 : name.Length + 1;
            var place = new Place(name, Path.TrimEndingDirectorySeparator(Path.GetFullPath(source)), NoticeOutput(tree.Tree.Root));
            tree.Tree.Walk(place, (folder, entry) => Take(tree, folder, entry, skipped), (folder, cause) => _unreadable.Add($"{folder.OnDisk}: {cause.Message}"), cancellationToken);
            _files.TrimExcess();
            return;
        }

        var full = Path.GetFullPath(source);
        var single = Keep(Path.GetDirectoryName(full) ?? "/", DiscName.Encode(Path.GetFileName(full)));
        TakeSingle(single, full, name);
    }

    private PlainSource Keep(string directory, byte[] prefix)
    {
        var source = new PlainSource(PlainTree.Open(directory), prefix, _changed);
        _trees.Add(source);
        return source;
    }

    private void TakeSingle(PlainSource source, string full, string name)
    {
        PlainEntry entry;
        try
        {
            entry = source.Tree.Find(source.Prefix);
        }
        catch (IOException e)
        {
            throw new ArchivistException(new SourceNotReadable(full, Cause.Of(e)), e);
        }

        // A file that is named is followed through links, as with cp; there is no other name for it on the disc.
        if (entry.Type is not NodeType.File)
            throw new ArchivistException(new SourceIsSpecial(full));
        AddFile(source, entry, name, name.Length, full);
    }

    /// <summary>The layout of one volume with all sources added so far.</summary>
    public DiscLayout ToLayout(string volume, DateTimeOffset createdAt, DiscFormat format) => new()
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

    /// <summary>Closes the directories that are read from.</summary>
    public void Dispose() => _trees.ForEach(tree => tree.Tree.Dispose());

    private Place? Take(PlainSource tree, Place folder, PlainEntry entry, int skipped)
    {
        var name = DiscName.Decode(entry.Name.Bytes);
        var path = folder.OnDisc.Length == 0 ? name : $"{folder.OnDisc}/{name}";
        var full = $"{(folder.OnDisk == "/" ? "" : folder.OnDisk)}/{name}";
        if (!_excludes.IsEmpty && _excludes.Cover(DiscName.Encode(full)))
            return null;
        if (Array.IndexOf(RepositoryNames, name) >= 0)
            _repositories[folder.OnDisc] = _repositories.GetValueOrDefault(folder.OnDisc) + 1;
        switch (entry.Type)
        {
            case NodeType.Directory:
                _folders.Add(FolderOf(entry, path));
                return new Place(path, full, NoticeOutput(entry));
            case NodeType.File when IsOutput(entry, name, folder):
                break;
            case NodeType.File when entry.Links > 1 && !_firstNames.TryAdd((entry.FileSystem, entry.Inode), path):
                _hardLinks.Add(new DiscHardLink(path, _firstNames[(entry.FileSystem, entry.Inode)]));
                break;
            case NodeType.File:
                AddFile(tree, entry, path, skipped, full);
                break;
            case NodeType.SymbolicLink:
                _links.Add(new DiscLink(path, DiscName.Decode(entry.Target.Span), TimeOf(entry)) { UserId = entry.UserId, GroupId = entry.GroupId });
                break;
            case NodeType.BlockDevice or NodeType.CharacterDevice or NodeType.Fifo or NodeType.Socket:
                _specials.Add(SpecialOf(entry, path));
                break;
        }

        return null;
    }

    private void AddFile(PlainSource tree, PlainEntry entry, string path, int skipped, string full)
    {
        var content = new PlainContent(tree, path, skipped, entry);
        if (!IsSurelyReadable(entry) && FindObstacle(content) is { } obstacle)
        {
            _unreadable.Add($"{full}: {obstacle}");
            if (entry.Links > 1)
                _firstNames.Remove((entry.FileSystem, entry.Inode));
            return;
        }

        _files.Add(new DiscFile(path, content, TimeOf(entry), entry.Permissions) { UserId = entry.UserId, GroupId = entry.GroupId });
    }

    /// <summary>Not tried for root, nor where the mode grants access: that would open each of a million files twice.</summary>
    private static bool IsSurelyReadable(PlainEntry entry) => Environment.IsPrivilegedProcess || (entry.Permissions & 0x124) == 0x124;

    private static string? FindObstacle(PlainContent content)
    {
        try
        {
            content.OpenFromStart().Dispose();
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    /// <summary>The file that the image replaces, and those that runs of this program are writing for it.</summary>
    private bool IsOutput(PlainEntry entry, string name, Place folder)
    {
        if (_outputDirectory is null)
            return false;
        if (_output is { } output && output.Inode == entry.Inode && output.Device == NumbersOf(entry.FileSystem))
            return ContainsOutput = true;
        if (folder.IsOutputDirectory && name.EndsWith(".iso", StringComparison.OrdinalIgnoreCase))
            Images.Add(name);
        return false;
    }

    private bool NoticeOutput(PlainEntry folder)
    {
        var isHere = _outputDirectory is { } place && place.Inode == folder.Inode && NumbersOf(folder.FileSystem) == place.Device;
        ContainsOutput |= isHere;
        return isHere;
    }

    /// <summary>st_dev as glibc packs it, apart into major and minor as statx gives them.</summary>
    private static ulong NumbersOf(ulong device) => ((((device >> 8) & 0xfff) | ((device >> 32) & 0xfffff000)) << 32) | (device & 0xff) | ((device >> 12) & 0xffffff00);

    /// <summary>A directory on its way: its path on the disc, and the one that it was found by.</summary>
    private sealed record Place(string OnDisc, string OnDisk, bool IsOutputDirectory);

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
