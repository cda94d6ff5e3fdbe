using Archivist.Images.Boot;
using Archivist.Images.Iso9660;
using Archivist.Images.Mapping;
using Archivist.Images.Model;
using Archivist.Images.Problems;
using Archivist.Images.Udf;
using Archivist.Platform.Problems;

namespace Archivist.Images.Mastering;

/// <summary>Decides where every part of an image lies, from names and lengths alone. One instance places one image; not thread-safe.</summary>
internal sealed class ImagePlacement
{
    private long _continuationEnd;

    /// <summary>Places <paramref name="layout"/>.</summary>
    /// <exception cref="ArchivistException">The layout does not fit any image.</exception>
    internal ImagePlacement(DiscLayout layout)
    {
        LayoutChecks.Check(layout);
        Compact(layout);
        Map = new ImageMap(layout, UdfProfile.Of(layout.Format.Udf), new DiscTree(layout)) { BackupEntriesBlocks = PartitionTable.EntriesBlocks };
        Compact(layout);
        TreeNames.Assign(Map.Tree, layout.Format, layout.CreatedAt);
        IsoRecords = new FolderRecords(joliet: false, layout.Format.RockRidge);
        Map.IsoFolders = InPathOrder(Map.Tree.Root, joliet: false);
        Map.JolietFolders = Map.HasJoliet ? InPathOrder(Map.Tree.Root, joliet: true) : [];
        Map.Fingerprint = LayoutFingerprint.Of(layout);
        Compact(layout);
        MeasureFolders();
        PlaceAll(layout);
        if (layout.Boot is { } boot)
        {
            Map.BiosImage = Map.Tree.Find(boot.BiosImagePath, BootImageKind.Bios);
            Map.EfiImage = Map.Tree.Find(boot.EfiImagePath, BootImageKind.Efi);
        }
    }

    /// <summary>The result.</summary>
    internal ImageMap Map { get; }

    internal FolderRecords IsoRecords { get; }

    internal FolderRecords JolietRecords { get; } = new(joliet: true, rockRidge: false);

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
                // A directory that was moved stands only where it was moved to.
                if (child.IsFolder && (joliet || child.Folder!.MovedName is null || folder.HoldsRelocated))
                    all.Add(child);
            }
        }

        return all;
    }

    private void PlaceAll(DiscLayout layout)
    {
        var next = PlaceMetadata();
        Map.BootCatalogBlock = (uint)next;
        if (layout.Boot is not null)
            next++;
        Map.TreeTagBlock = (uint)next;
        if (layout.Format.ChecksumTags)
            next++;
        Map.ContentBlock = next;
        next = PlaceContents(next);
        Map.SessionTagBlock = PlaceMirror(next);
        if (Map.SessionTagBlock + (long)layout.Format.Padding + 1024 > uint.MaxValue)
            throw TooLarge(layout);
        Map.TotalBlocks = Sector.RoundUp(Map.TailEnd + layout.Format.Padding + 1, layout.Format.Alignment);
        if (Map.TotalBlocks * Sector.DiskSectors > uint.MaxValue)
            throw TooLarge(layout);
    }

    private static ArchivistException TooLarge(DiscLayout layout) =>
        new(new ImageOverTwoTerabytes(layout.VolumeIdentifier));

    private void MeasureFolders()
    {
        PathTable.Number(Map.IsoFolders, joliet: false);
        foreach (var folder in Map.IsoFolders)
            folder.Folder!.Iso.Length = IsoRecords.Measure(folder, ref _continuationEnd);

        Map.ContinuationCount = Sector.Count(_continuationEnd);
        PathTable.Number(Map.JolietFolders, joliet: true);
        var none = 0L;
        foreach (var folder in Map.JolietFolders)
            folder.Folder!.Joliet.Length = JolietRecords.Measure(folder, ref none);
    }

    /// <summary>UDF first, whose anchor has a fixed place; then ISO 9660. Returns the block behind.</summary>
    private long PlaceMetadata()
    {
        // Descriptors, recognition and the first tag end before the UDF sequence begins.
        if (!Map.HasUdf)
            return PlaceIso(UdfPlaces.MainSequence);
        PlaceUdf();
        if (!Map.Udf.HasMetadataPartition)
            return PlaceIso(UdfPlaces.PartitionStart + (long)Map.UdfBlocks);
        Map.Metadata = new MetadataPlace(0, UdfPlaces.MetadataUnit, (uint)Sector.RoundUp(Map.UdfBlocks, UdfPlaces.MetadataUnit));
        return PlaceIso(Map.PartitionStart + (long)Map.Metadata.Block + Map.Metadata.Blocks);
    }

    private void PlaceUdf()
    {
        var next = (long)UdfPlaces.FileSetBlocks;
        foreach (var folder in Map.Tree.Folders)
        {
            folder.UdfEntryBlock = checked((uint)next++);
            folder.Folder!.UdfLength = FileIdentifiers.Measure(folder);
            folder.Folder.UdfBlock = (uint)next;
            next += Sector.Count(folder.Folder.UdfLength);
        }

        foreach (var leaf in Map.Tree.Leaves)
        {
            leaf.UdfEntryBlock = checked((uint)next);
            next += FileEntry.Blocks(leaf, Map);
        }

        Map.UdfBlocks = checked((uint)next);
    }

    private long PlaceIso(long next)
    {
        Map.IsoPaths = PlacePaths(PathTable.Measure(Map.IsoFolders, IsoRecords, joliet: false), ref next);
        Map.JolietPaths = PlacePaths(PathTable.Measure(Map.JolietFolders, JolietRecords, joliet: true), ref next);
        foreach (var folder in Map.IsoFolders)
        {
            folder.Folder!.Iso.Block = checked((uint)next);
            next += Sector.Count(folder.Folder.Iso.Length);
        }

        Map.ContinuationBlock = (uint)next;
        next += Map.ContinuationCount;
        foreach (var folder in Map.JolietFolders)
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
        foreach (var link in FileEntry.OutsideTargets(Map))
        {
            link.DataBlock = checked((uint)next);
            next += Sector.Count(PathComponents.Of(link.LinkTarget!).Length);
        }

        foreach (var file in Map.Tree.Files)
        {
            if (Map.Layout.Format.IsoLevel < 3 && file.Length > FolderRecords.MaxExtent)
                throw DiscTree.Refused(file.Path, NameFault.TooLarge);
            file.DataBlock = file.Length == 0 ? 0 : checked((uint)next);
            next = checked(next + Sector.Count(file.Length));
        }

        return next;
    }

    /// <summary>The mirror lies behind all contents, as far from the metadata as can be.</summary>
    private uint PlaceMirror(long next)
    {
        if (!Map.HasUdf || !Map.Udf.HasMetadataPartition)
            return checked((uint)next);
        var block = Sector.RoundUp(next + 1, UdfPlaces.MetadataUnit);
        Map.MetadataMirror = new MetadataPlace(checked((uint)(block - 1 - Map.PartitionStart)), (uint)(block - Map.PartitionStart), Map.Metadata.Blocks);
        return checked((uint)(block + Map.Metadata.Blocks));
    }
}
