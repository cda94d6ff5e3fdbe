using System.Security.Cryptography;
using System.Text;
using Archivist.Media.Boot;
using Archivist.Media.Iso9660;
using Archivist.Media.Udf;
using Archivist.Repository;

namespace Archivist.Media.Mastering;

/// <summary>Where a pair of path tables lies, and how long each is.</summary>
internal readonly record struct PathTables(uint Length, uint LittleEndianBlock, uint BigEndianBlock)
{
    internal uint End => BigEndianBlock + (uint)Sector.Count(Length);
}

/// <summary>
/// Says where every part of an image lies, from front to back: volume descriptors, UDF structures, ISO 9660 folders,
/// file contents, checksum tag, and the copies that belong at the end. Built from names and lengths alone.
/// </summary>
internal sealed class ImageMap
{
    /// <summary>Optical drives write whole error correction blocks of 32 KiB.</summary>
    private const int Alignment = 16;

    /// <summary>Some drives and kernels fail when they read ahead over the end of a track, so the last blocks hold little.</summary>
    private const int Padding = 150;

    private readonly List<(ContinuationPlace Place, SystemUse Use, int Room)> _continuations = [];
    private int _continuationBlocks;
    private int _continuationUsed = Sector.Size;

    internal ImageMap(DiscLayout layout)
    {
        CheckTexts(layout);
        Layout = layout;
        Tree = new DiscTree(layout);
        JolietFolders = OrderForJoliet(Tree.Root);
        Fingerprint = FingerprintOf(layout);
        MeasureFolders();
        PlaceUdf();
        var next = PlaceIso(UdfPlaces.PartitionStart + UdfBlocks);
        BootCatalogBlock = (uint)next++;
        TreeTagBlock = (uint)next++;
        SessionTagBlock = PlaceContents(next);
        TotalBlocks = Sector.RoundUp(ReserveSequenceBlock + UdfPlaces.SequenceBlocks + Padding + 1, Alignment);
        if (TotalBlocks * Sector.DiskSectors > uint.MaxValue)
            throw new ArchivistException(Failure.Failed, $"{layout.VolumeIdentifier}: more than 2 TiB do not fit a disc image");
        if (layout.Boot is { } boot)
        {
            BiosImage = Tree.Find(boot.BiosImagePath, "boot image");
            EfiImage = Tree.Find(boot.EfiImagePath, "EFI system image");
        }
    }

    internal DiscLayout Layout { get; }

    internal DiscTree Tree { get; }

    /// <summary>The folders in the order of Joliet's path table.</summary>
    internal IReadOnlyList<TreeNode> JolietFolders { get; }

    /// <summary>64 hexadecimal digits that stand for this layout; every identifier that must be unique comes from it.</summary>
    internal string Fingerprint { get; }

    internal FolderRecords IsoRecords { get; } = new(joliet: false);

    internal FolderRecords JolietRecords { get; } = new(joliet: true);

    internal PathTables IsoPaths { get; private set; }

    internal PathTables JolietPaths { get; private set; }

    internal uint ContinuationBlock { get; private set; }

    internal uint UdfBlocks { get; private set; }

    internal uint BootCatalogBlock { get; }

    internal uint TreeTagBlock { get; }

    internal uint SessionTagBlock { get; }

    /// <summary>
    /// Behind the last tag: what repeats the front. The reserve sequence is the last of it, because readers of UDF take the
    /// end of the last structure that they know for the end of the volume, and only zeros and an anchor may follow.
    /// </summary>
    internal uint BackupEntriesBlock => SessionTagBlock + 1;

    internal uint ReserveSequenceBlock => BackupEntriesBlock + PartitionTable.EntriesBlocks;

    internal long TotalBlocks { get; }

    internal TreeNode? BiosImage { get; }

    internal TreeNode? EfiImage { get; }

    internal IReadOnlyList<(ContinuationPlace Place, SystemUse Use, int Room)> Continuations => _continuations;

    internal int ContinuationBlocks => _continuationBlocks;

    internal int LeadingDescriptors => Layout.Boot is null ? 3 : 4;

    internal ImagePlan ToPlan() => new(
        TotalBlocks * Sector.Size,
        (TreeTagBlock + 1L) * Sector.Size,
        Tree.Files.Sum(file => file.Length),
        Tree.Files.Count,
        Tree.Folders.Count);

    private static void CheckTexts(DiscLayout layout)
    {
        static bool IsVolumeName(string name) =>
            name.Length is > 0 and <= 32 && name.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c is '_');
        static bool IsText(string text) => text.Length <= 128 && text.All(c => c is >= ' ' and <= '~');

        if (!IsVolumeName(layout.VolumeIdentifier))
        {
            throw new ArchivistException(
                Failure.Usage, $"volume identifier '{layout.VolumeIdentifier}': must be 1 to 32 characters of A-Z, 0-9 and _");
        }

        if (!IsText(layout.Publisher) || !IsText(layout.DataPreparer) || !IsText(layout.ApplicationIdentifier))
            throw new ArchivistException(Failure.Usage, "publisher, preparer or application: must be up to 128 characters of ASCII");
        if (layout.Boot is { MasterBootCode.Length: not 512 })
            throw new ArchivistException(Failure.Usage, "master boot code: must be 512 bytes long");
    }

    private void MeasureFolders()
    {
        ushort number = 1;
        foreach (var folder in Tree.Folders)
        {
            folder.Iso.Number = number++;
            folder.SelfContinuation = Continue(SystemUse.ForSelf(folder), 1);
            foreach (var child in IsoRecords.Sorted(folder.Children!))
                child.Continuation = Continue(SystemUse.ForChild(child), IsoRecords.Identifier(child).Length);
            folder.Iso.Length = IsoRecords.Measure(folder);
        }

        number = 1;
        foreach (var folder in JolietFolders)
        {
            folder.Joliet.Number = number++;
            folder.Joliet.Length = JolietRecords.Measure(folder);
        }
    }

    private ContinuationPlace? Continue(SystemUse use, int identifierLength)
    {
        var room = DirectoryRecord.Room(identifierLength);
        var length = use.Measure(room).Continued;
        if (length == 0)
            return null;
        if (_continuationUsed + length > Sector.Size)
        {
            _continuationBlocks++;
            _continuationUsed = 0;
        }

        var place = new ContinuationPlace(_continuationBlocks - 1, _continuationUsed, length);
        _continuationUsed += length;
        _continuations.Add((place, use, room));
        return place;
    }

    private void PlaceUdf()
    {
        var next = (uint)UdfPlaces.FileSetBlocks;
        foreach (var folder in Tree.Folders)
        {
            folder.UdfEntryBlock = next++;
            folder.UdfFolderLength = FileIdentifiers.Measure(folder);
            folder.UdfFolderBlock = next;
            next += (uint)Sector.Count(folder.UdfFolderLength);
        }

        foreach (var leaf in Tree.Leaves)
            leaf.UdfEntryBlock = next++;
        UdfBlocks = next;
    }

    private long PlaceIso(long next)
    {
        IsoPaths = PlacePaths(PathTable.Measure(Tree.Folders, IsoRecords), ref next);
        JolietPaths = PlacePaths(PathTable.Measure(JolietFolders, JolietRecords), ref next);
        foreach (var folder in Tree.Folders)
        {
            folder.Iso.Block = (uint)next;
            next += Sector.Count(folder.Iso.Length);
        }

        ContinuationBlock = (uint)next;
        next += _continuationBlocks;
        foreach (var folder in JolietFolders)
        {
            folder.Joliet.Block = (uint)next;
            next += Sector.Count(folder.Joliet.Length);
        }

        return next;
    }

    private static PathTables PlacePaths(uint length, ref long next)
    {
        var blocks = Sector.Count(length);
        var tables = new PathTables(length, (uint)next, (uint)(next + blocks));
        next += 2 * blocks;
        return tables;
    }

    private uint PlaceContents(long next)
    {
        foreach (var file in Tree.Files)
        {
            if (file.Length > FileEntry.MaxLength)
                throw new ArchivistException(Failure.Failed, $"{file.Path}: is larger than {FileEntry.MaxLength} bytes");
            file.DataBlock = file.Length == 0 ? 0 : checked((uint)next);
            next = checked(next + Sector.Count(file.Length));
        }

        return checked((uint)next);
    }

    private static List<TreeNode> OrderForJoliet(TreeNode root)
    {
        List<TreeNode> all = [root];
        for (var i = 0; i < all.Count; i++)
            all.AddRange(all[i].Folders.OrderBy(child => child.JolietName, StringComparer.Ordinal));
        return all;
    }

    private static string FingerprintOf(DiscLayout layout)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + "\0"));

        Add($"{layout.VolumeIdentifier}\0{layout.CreatedAt.UtcTicks}\0{layout.Publisher}\0{layout.ApplicationIdentifier}");
        foreach (var file in layout.Files)
            Add($"{file.Path}\0{file.Content.Length}\0{file.ModifiedAt.UtcTicks}\0{file.Mode}");
        foreach (var folder in layout.Folders)
            Add($"{folder.Path}\0{folder.ModifiedAt.UtcTicks}\0{folder.Mode}");
        foreach (var link in layout.Links)
            Add($"{link.Path}\0{link.Target}\0{link.ModifiedAt.UtcTicks}");
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
