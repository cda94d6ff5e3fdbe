using System.Security.Cryptography;
using Archivist.Images.Boot;
using Archivist.Images.Checksums;
using Archivist.Images.Iso9660;
using Archivist.Images.Mapping;
using Archivist.Images.Mastering;
using Archivist.Images.Model;
using Archivist.Images.Udf;

namespace Archivist.Images;

/// <summary>
/// Writes an image from front to back: ISO 9660 with Rock Ridge and Joliet, and UDF, over one set of file extents, as
/// <see cref="DiscLayout.Format"/> says. See docs/formats/disc-image.md.
/// </summary>
public sealed class ImageMaster
{
    /// <summary>Whether the SHA-256 of the image is worked out while it is written.</summary>
    public bool WithDigest { get; init; } = true;

    /// <summary>An unused SHA-256 that hashes the image as it is written and stays open, for a caller that continues it beyond the image; null for a private one.</summary>
    public IncrementalHash? Hash { get; init; }

    /// <summary>Plans the image without reading any content. Refuses a layout that no image can hold.</summary>
    public static ImagePlan Plan(DiscLayout layout) => new ImagePlacement(layout).Map.ToPlan();

    /// <summary>Writes the image to <paramref name="destination"/>, which need not be seekable and is not closed.</summary>
    /// <param name="layout">The content of the image; a file whose length differs from the announced one fails the image.</param>
    /// <param name="destination">Where the bytes go.</param>
    /// <param name="progress">Receives the number of bytes written, every now and then.</param>
    /// <param name="cancellationToken">Cancelling leaves an incomplete image.</param>
    public async Task<MasteredImage> WriteAsync(
        DiscLayout layout, Stream destination, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var placement = new ImagePlacement(layout);
        var map = placement.Map;
        using var own = WithDigest && Hash is null ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
        await using var output = new BlockOutput(destination, progress, cancellationToken, layout.Format.ChecksumTags, Hash ?? own);
        await WriteVolumeAsync(output, map);
        if (map.HasUdf)
            await WriteUdfAsync(output, map);
        await WriteIsoTreeAsync(output, placement);
        await WriteBootCatalogAsync(output, map);
        await WriteTagAsync(output, map, ChecksumTagKind.Tree, map.TreeTagBlock, map.SessionTagBlock);
        await new ContentWriter(output, map).WriteAsync(cancellationToken);
        if (map.HasUdf && map.Udf.HasMetadataPartition)
            await WriteMetadataMirrorAsync(output, map);
        await WriteTagAsync(output, map, ChecksumTagKind.Session, map.SessionTagBlock, null);
        await WriteTailAsync(output, map);
        var digest = await output.FinishAsync();
        return new MasteredImage(output.Position, digest, map.Tree.Files.Count);
    }

    /// <summary>What readers look for at a fixed place: blocks 0 to 256, or to 31 without UDF.</summary>
    private static async Task WriteVolumeAsync(BlockOutput output, ImageMap map)
    {
        var systemArea = new byte[VolumeDescriptor.FirstBlock * Sector.Size];
        if (map.Layout.Boot is { } boot)
            PartitionTable.WriteSystemArea(systemArea, map, boot);
        systemArea.CopyTo(output.Free);
        output.Advance(systemArea.Length);

        VolumeDescriptor.Write(output.NextBlock(), map, joliet: false);
        if (map.Layout.Boot is not null)
            VolumeDescriptor.WriteBootRecord(output.NextBlock(), map.BootCatalogBlock);
        if (map.HasJoliet)
            VolumeDescriptor.Write(output.NextBlock(), map, joliet: true);
        VolumeDescriptor.WriteTerminator(output.NextBlock());
        if (map.HasUdf)
        {
            VolumeSequence.WriteRecognition(output.NextBlock(), "BEA01"u8);
            VolumeSequence.WriteRecognition(output.NextBlock(), map.Udf.Recognition);
            VolumeSequence.WriteRecognition(output.NextBlock(), "TEA01"u8);
        }

        await WriteTagAsync(output, map, ChecksumTagKind.Superblock, output.Block, map.TreeTagBlock);
        await output.PadToBlockAsync(UdfPlaces.MainSequence);
        if (!map.HasUdf)
            return;
        await VolumeSequence.WriteAsync(output, map, UdfPlaces.MainSequence);
        await VolumeSequence.WriteIntegrityAsync(output, map);
        await output.PadToBlockAsync(UdfPlaces.Anchor);
        VolumeSequence.WriteAnchor(output.NextBlock(), map, UdfPlaces.Anchor);
    }

    /// <summary>The tree of UDF; from 2.50 inside the metadata file, behind the entry of that.</summary>
    private static async Task WriteUdfAsync(BlockOutput output, ImageMap map)
    {
        if (!map.Udf.HasMetadataPartition)
        {
            await WriteUdfTreeAsync(output, map);
            return;
        }

        await output.PadToBlockAsync(map.PartitionStart);
        await output.ReserveAsync(1);
        FileEntry.WriteMetadata(output.NextBlock(), map.Metadata, isMirror: false, map);
        await WriteMetadataAsync(output, map, map.Metadata);
    }

    private static async Task WriteMetadataMirrorAsync(BlockOutput output, ImageMap map)
    {
        await output.PadToBlockAsync(map.PartitionStart + (long)map.MetadataMirror.EntryBlock);
        await output.ReserveAsync(1);
        FileEntry.WriteMetadata(output.NextBlock(), map.MetadataMirror, isMirror: true, map);
        await WriteMetadataAsync(output, map, map.MetadataMirror);
    }

    /// <summary>Descriptors say where they lie in the metadata file, so the mirror has the same bytes; they are made again.</summary>
    private static async Task WriteMetadataAsync(BlockOutput output, ImageMap map, MetadataPlace place)
    {
        await output.PadToBlockAsync(map.PartitionStart + (long)place.Block);
        await WriteUdfTreeAsync(output, map);
        await output.PadToBlockAsync(map.PartitionStart + (long)place.Block + place.Blocks);
    }

    private static async Task WriteUdfTreeAsync(BlockOutput output, ImageMap map)
    {
        await FileSet.WriteAsync(output, map);
        foreach (var folder in map.Tree.Folders)
        {
            await FileEntry.WriteAsync(output, folder, map);
            await FileIdentifiers.WriteAsync(output, folder, map.Udf);
        }

        foreach (var leaf in map.Tree.Leaves)
            await FileEntry.WriteAsync(output, leaf, map);
    }

    private static async Task WriteIsoTreeAsync(BlockOutput output, ImagePlacement placement)
    {
        var map = placement.Map;
        await WritePathTablesAsync(output, map.IsoFolders, map.IsoPaths, placement.IsoRecords, joliet: false);
        await WritePathTablesAsync(output, map.JolietFolders, map.JolietPaths, placement.JolietRecords, joliet: true);
        foreach (var folder in map.IsoFolders)
            await placement.IsoRecords.WriteAsync(folder, output, map.ContinuationBlock);

        if (map.ContinuationCount > 0)
        {
            var blocks = new ContinuationBlocks(map.ContinuationBlock, map.ContinuationCount);
            foreach (var folder in map.IsoFolders)
                await placement.IsoRecords.WriteContinuationsAsync(folder, output, blocks);
            await blocks.FinishAsync(output);
        }

        foreach (var folder in map.JolietFolders)
            await placement.JolietRecords.WriteAsync(folder, output, firstContinuationBlock: 0);
    }

    private static async Task WritePathTablesAsync(
        BlockOutput output, IReadOnlyList<TreeNode> folders, PathTables place, FolderRecords records, bool joliet)
    {
        foreach (var bigEndian in new[] { false, true })
        {
            var table = PathTable.Render(folders, records, place.Length, joliet, bigEndian);
            for (var offset = 0; offset < table.Length; offset += Sector.Size)
            {
                await output.ReserveAsync(1);
                table.AsSpan(offset, Math.Min(Sector.Size, table.Length - offset)).CopyTo(output.NextBlock());
            }
        }
    }

    private static async Task WriteBootCatalogAsync(BlockOutput output, ImageMap map)
    {
        if (map is not { BiosImage: { } bios, EfiImage: { } efi })
            return;
        await output.ReserveAsync(1);
        BootCatalog.Write(output.NextBlock(), bios.DataBlock, efi.DataBlock, efi.Length);
    }

    private static async Task WriteTagAsync(BlockOutput output, ImageMap map, ChecksumTagKind kind, long position, long? next)
    {
        if (!map.Layout.Format.ChecksumTags)
            return;
        await output.ReserveAsync(1);
        var md5 = Convert.ToHexStringLower(await output.DigestSoFarAsync());
        new ChecksumTag(kind, position, position, next, md5).WriteTo(output.NextBlock());
    }

    /// <summary>What repeats the front of the image, and zeros that let drives read ahead.</summary>
    private static async Task WriteTailAsync(BlockOutput output, ImageMap map)
    {
        var boots = map.Layout.Boot is not null;
        var entries = new byte[PartitionTable.EntriesLength];
        if (boots)
            PartitionTable.WriteBackupEntries(entries, map);
        await output.ReserveAsync(PartitionTable.EntriesBlocks);
        entries.CopyTo(output.Free);
        output.Advance(entries.Length);
        if (map.HasUdf)
            await VolumeSequence.WriteAsync(output, map, map.ReserveSequenceBlock);
        if (map.EarlierAnchor is { } anchor)
        {
            await output.PadToBlockAsync(anchor);
            await output.ReserveAsync(1);
            VolumeSequence.WriteAnchor(output.NextBlock(), map, anchor);
        }

        await output.PadToBlockAsync(map.TotalBlocks - 1);
        await output.ReserveAsync(1);
        WriteLastBlock(output.NextBlock(), map, boots);
    }

    /// <summary>The anchor takes the first 512 bytes of the block, the header of the partition table the last.</summary>
    private static void WriteLastBlock(Span<byte> block, ImageMap map, bool boots)
    {
        if (map.HasUdf)
            VolumeSequence.WriteAnchor(block, map, (uint)(map.TotalBlocks - 1));
        if (boots)
            PartitionTable.WriteBackupHeader(block, map);
    }
}
