using Archivist.Images.Model;

namespace Archivist.Images.Mapping;

/// <summary>
/// Where every part of an image lies, from front to back: volume descriptors, UDF structures, ISO 9660 directories, file contents, checksum tags, and the
/// copies that belong at the end. Filled in by the placement, read by the structures that are written.
/// </summary>
internal sealed class ImageMap(DiscLayout layout, UdfProfile udf, DiscTree tree)
{
    internal DiscLayout Layout { get; } = layout;

    internal DiscTree Tree { get; } = tree;

    internal UdfProfile Udf { get; } = udf;

    internal bool HasUdf => Layout.Format.Udf is not UdfRevision.None;

    internal bool HasJoliet => Layout.Format.JolietLength > 0;

    internal uint MaxUdfExtent => Layout.MaxUdfExtent;

    /// <summary>The directories in the order of the path table of ISO 9660.</summary>
    internal IReadOnlyList<TreeNode> IsoFolders { get; set; } = [];

    /// <summary>The directories in the order of the path table of Joliet; empty without Joliet.</summary>
    internal IReadOnlyList<TreeNode> JolietFolders { get; set; } = [];

    /// <summary>64 hexadecimal digits that stand for this layout; every identifier that must be unique is derived from it.</summary>
    internal string Fingerprint { get; set; } = "";

    internal PathTables IsoPaths { get; set; }

    internal PathTables JolietPaths { get; set; }

    internal uint ContinuationBlock { get; set; }

    /// <summary>Blocks of system use areas that did not fit into their directory records.</summary>
    internal long ContinuationCount { get; set; }

    /// <summary>First block of the UDF partition.</summary>
    internal uint PartitionStart => Udf.HasMetadataPartition ? UdfPlaces.AlignedPartitionStart : (uint)UdfPlaces.PartitionStart;

    internal uint PartitionBlocks => SessionTagBlock - PartitionStart;

    /// <summary>Blocks of the file set, entries and directories of UDF.</summary>
    internal uint UdfBlocks { get; set; }

    internal MetadataPlace Metadata { get; set; }

    internal MetadataPlace MetadataMirror { get; set; }

    internal uint BootCatalogBlock { get; set; }

    internal uint TreeTagBlock { get; set; }

    /// <summary>The first block of contents: link targets that are too long for their entries, then files.</summary>
    internal long ContentBlock { get; set; }

    /// <summary>The block behind contents and the metadata mirror: the session tag, if there are tags.</summary>
    internal uint SessionTagBlock { get; set; }

    /// <summary>
    /// Behind the last tag: what repeats the front. The reserve sequence is the last of it, because readers of UDF take the
    /// end of the last structure that they know for the end of the volume, and only zeros and an anchor may follow.
    /// </summary>
    internal uint BackupEntriesBlock => SessionTagBlock + (Layout.Format.ChecksumTags ? 1u : 0u);

    internal uint ReserveSequenceBlock => BackupEntriesBlock + BackupEntriesBlocks;

    internal uint TailEnd => ReserveSequenceBlock + (HasUdf ? UdfPlaces.SequenceBlocks : 0u);

    /// <summary>Block of the third anchor; null where something else lies.</summary>
    internal uint? EarlierAnchor =>
        HasUdf && TotalBlocks - 1 - UdfPlaces.EarlierAnchor >= TailEnd ? (uint)(TotalBlocks - 1 - UdfPlaces.EarlierAnchor) : null;

    /// <summary>Blocks reserved for the backup of the GPT entries.</summary>
    internal required uint BackupEntriesBlocks { get; init; }

    internal long TotalBlocks { get; set; }

    internal TreeNode? BiosImage { get; set; }

    internal TreeNode? EfiImage { get; set; }

    internal ImagePlan ToPlan() => new(
        TotalBlocks * Sector.Size,
        ContentBlock * Sector.Size,
        Tree.Files.Sum(file => file.Length),
        Tree.Files.Count,
        Tree.Folders.Count);
}
