using Archivist.Media.Boot;
using Archivist.Media.Iso9660;
using Archivist.Media.Udf;
using Archivist.Repository;

namespace Archivist.Media.Mastering;

/// <summary>
/// Says where every part of an image lies, from front to back: volume descriptors, UDF structures, ISO 9660 folders,
/// file contents, checksum tag, and the copies that belong at the end. Built from names and lengths alone.
/// </summary>
internal sealed class ImageMap
{
    private long _continuationEnd;

    internal ImageMap(DiscLayout layout)
    {
        LayoutChecks.Check(layout);
        Layout = layout;
        Compact(layout);
        Udf = UdfProfile.Of(layout.Format.Udf);
        Tree = new DiscTree(layout);
        Compact(layout);
        TreeNames.Assign(Tree, layout.Format, layout.CreatedAt);
        IsoRecords = new FolderRecords(joliet: false, layout.Format.RockRidge);
        IsoFolders = InPathOrder(Tree.Root, joliet: false);
        JolietFolders = HasJoliet ? InPathOrder(Tree.Root, joliet: true) : [];
        Fingerprint = LayoutFingerprint.Of(layout);
        Compact(layout);
        MeasureFolders();
        var next = PlaceMetadata();
        BootCatalogBlock = (uint)next;
        if (layout.Boot is not null)
            next++;
        TreeTagBlock = (uint)next;
        if (layout.Format.ChecksumTags)
            next++;
        ContentBlock = next;
        next = PlaceContents(next);
        SessionTagBlock = PlaceMirror(next);
        if (SessionTagBlock + (long)layout.Format.Padding + 1024 > uint.MaxValue)
            throw new ArchivistException(Failure.Failed, $"{layout.VolumeIdentifier}: more than 2 TiB do not fit a disc image");
        TotalBlocks = Sector.RoundUp(TailEnd + layout.Format.Padding + 1, layout.Format.Alignment);
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

    internal UdfProfile Udf { get; }

    internal bool HasUdf => Layout.Format.Udf is not UdfRevision.None;

    internal bool HasJoliet => Layout.Format.JolietLength > 0;

    internal uint MaxUdfExtent => Layout.MaxUdfExtent;

    /// <summary>The folders in the order of each path table.</summary>
    internal IReadOnlyList<TreeNode> IsoFolders { get; }

    internal IReadOnlyList<TreeNode> JolietFolders { get; }

    /// <summary>64 hexadecimal digits that stand for this layout; every identifier that must be unique comes from it.</summary>
    internal string Fingerprint { get; }

    internal FolderRecords IsoRecords { get; }

    internal FolderRecords JolietRecords { get; } = new(joliet: true, rockRidge: false);

    internal PathTables IsoPaths { get; private set; }

    internal PathTables JolietPaths { get; private set; }

    internal uint ContinuationBlock { get; private set; }

    internal long ContinuationCount => Sector.Count(_continuationEnd);

    /// <summary>First block of the UDF partition, and how many it has.</summary>
    internal uint PartitionStart => Udf.HasMetadataPartition ? UdfPlaces.AlignedPartitionStart : (uint)UdfPlaces.PartitionStart;

    internal uint PartitionBlocks => SessionTagBlock - PartitionStart;

    /// <summary>Blocks of the file set, entries and folders of UDF.</summary>
    internal uint UdfBlocks { get; private set; }

    internal MetadataPlace Metadata { get; private set; }

    internal MetadataPlace MetadataMirror { get; private set; }

    internal uint BootCatalogBlock { get; }

    internal uint TreeTagBlock { get; }

    /// <summary>The first block of contents: links that are too long for their entries, then files.</summary>
    internal long ContentBlock { get; }

    /// <summary>The block behind contents and the metadata mirror: the session tag, if there are tags.</summary>
    internal uint SessionTagBlock { get; }

    /// <summary>
    /// Behind the last tag: what repeats the front. The reserve sequence is the last of it, because readers of UDF take the
    /// end of the last structure that they know for the end of the volume, and only zeros and an anchor may follow.
    /// </summary>
    internal uint BackupEntriesBlock => SessionTagBlock + (Layout.Format.ChecksumTags ? 1u : 0u);

    internal uint ReserveSequenceBlock => BackupEntriesBlock + PartitionTable.EntriesBlocks;

    internal uint TailEnd => ReserveSequenceBlock + (HasUdf ? UdfPlaces.SequenceBlocks : 0u);

    /// <summary>Block of the third anchor; null where something else lies.</summary>
    internal uint? EarlierAnchor =>
        HasUdf && TotalBlocks - 1 - UdfPlaces.EarlierAnchor >= TailEnd ? (uint)(TotalBlocks - 1 - UdfPlaces.EarlierAnchor) : null;

    internal long TotalBlocks { get; }

    internal TreeNode? BiosImage { get; }

    internal TreeNode? EfiImage { get; }

    internal ImagePlan ToPlan() => new(
        TotalBlocks * Sector.Size,
        ContentBlock * Sector.Size,
        Tree.Files.Sum(file => file.Length),
        Tree.Files.Count,
        Tree.Folders.Count);

    /// <summary>
    /// Names are made of pieces that are garbage soon after, and with very many files the collector would rather grow than look.
    /// What is kept lives until the image is written, so this is the moment.
    /// </summary>
    private static void Compact(DiscLayout layout)
    {
        const int many = 20_000;
        if (layout.Files.Count >= many)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    /// <summary>ECMA-119 6.9.1: level by level, by the number of the parent, and then by name.</summary>
    private static List<TreeNode> InPathOrder(TreeNode root, bool joliet)
    {
        List<TreeNode> all = [root];
        for (var i = 0; i < all.Count; i++)
        {
            var folder = all[i].Folder!;
            foreach (var child in joliet ? folder.JolietChildren : folder.IsoChildren)
            {
                // A folder that was moved stands only where it was moved to.
                if (child.IsFolder && (joliet || child.Folder!.MovedName is null || folder.HoldsRelocated))
                    all.Add(child);
            }
        }

        return all;
    }

    private void MeasureFolders()
    {
        PathTable.Number(IsoFolders, joliet: false);
        foreach (var folder in IsoFolders)
        {
            folder.Folder!.Iso.Length = IsoRecords.Measure(folder, ref _continuationEnd);
        }

        PathTable.Number(JolietFolders, joliet: true);
        var none = 0L;
        foreach (var folder in JolietFolders)
        {
            folder.Folder!.Joliet.Length = JolietRecords.Measure(folder, ref none);
        }
    }

    /// <summary>UDF first, whose anchor has a fixed place; then ISO 9660. Returns the block behind.</summary>
    private long PlaceMetadata()
    {
        // Descriptors, recognition and the first tag end before the UDF sequence begins.
        if (!HasUdf)
            return PlaceIso(UdfPlaces.MainSequence);
        PlaceUdf();
        if (!Udf.HasMetadataPartition)
            return PlaceIso(UdfPlaces.PartitionStart + (long)UdfBlocks);
        Metadata = new MetadataPlace(0, UdfPlaces.MetadataUnit, (uint)Sector.RoundUp(UdfBlocks, UdfPlaces.MetadataUnit));
        return PlaceIso(PartitionStart + (long)Metadata.Block + Metadata.Blocks);
    }

    private void PlaceUdf()
    {
        var next = (long)UdfPlaces.FileSetBlocks;
        foreach (var folder in Tree.Folders)
        {
            folder.UdfEntryBlock = checked((uint)next++);
            folder.Folder!.UdfLength = FileIdentifiers.Measure(folder);
            folder.Folder.UdfBlock = (uint)next;
            next += Sector.Count(folder.Folder.UdfLength);
        }

        foreach (var leaf in Tree.Leaves)
        {
            leaf.UdfEntryBlock = checked((uint)next);
            next += FileEntry.Blocks(leaf, this);
        }

        UdfBlocks = checked((uint)next);
    }

    private long PlaceIso(long next)
    {
        IsoPaths = PlacePaths(PathTable.Measure(IsoFolders, IsoRecords, joliet: false), ref next);
        JolietPaths = PlacePaths(PathTable.Measure(JolietFolders, JolietRecords, joliet: true), ref next);
        foreach (var folder in IsoFolders)
        {
            folder.Folder!.Iso.Block = checked((uint)next);
            next += Sector.Count(folder.Folder.Iso.Length);
        }

        ContinuationBlock = (uint)next;
        next += ContinuationCount;
        foreach (var folder in JolietFolders)
        {
            folder.Folder!.Joliet.Block = checked((uint)next);
            next += Sector.Count(folder.Folder.Joliet.Length);
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

    private long PlaceContents(long next)
    {
        foreach (var link in OutsideTargets())
        {
            link.DataBlock = checked((uint)next);
            next += Sector.Count(PathComponents.Of(link.LinkTarget!).Length);
        }

        foreach (var file in Tree.Files)
        {
            if (Layout.Format.IsoLevel < 3 && file.Length > FolderRecords.MaxExtent)
                throw DiscTree.Refused(file.Path, $"has 4 GiB or more, which takes interchange level 3 instead of {Layout.Format.IsoLevel}");
            file.DataBlock = file.Length == 0 ? 0 : checked((uint)next);
            next = checked(next + Sector.Count(file.Length));
        }

        return next;
    }

    internal IEnumerable<TreeNode> OutsideTargets() =>
        HasUdf ? Tree.Leaves.Where(leaf => leaf.IsLink && FileEntry.HasOutsideTarget(leaf, Udf)) : [];

    /// <summary>The mirror lies behind all contents, as far from the metadata as can be.</summary>
    private uint PlaceMirror(long next)
    {
        if (!HasUdf || !Udf.HasMetadataPartition)
            return checked((uint)next);
        var block = Sector.RoundUp(next + 1, UdfPlaces.MetadataUnit);
        MetadataMirror = new MetadataPlace(checked((uint)(block - 1 - PartitionStart)), (uint)(block - PartitionStart), Metadata.Blocks);
        return checked((uint)(block + Metadata.Blocks));
    }
}
