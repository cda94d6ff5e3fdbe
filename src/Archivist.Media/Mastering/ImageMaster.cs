using Archivist.Media.Boot;
using Archivist.Media.Checksums;
using Archivist.Media.Iso9660;
using Archivist.Media.Mastering;
using Archivist.Media.Udf;
using Archivist.Repository;

namespace Archivist.Media;

/// <summary>
/// Writes an image from front to back: ISO 9660 level 3 with Rock Ridge and Joliet, and UDF 1.02, over one set of file
/// extents. See docs/formats/disc-image.md.
/// </summary>
public sealed class ImageMaster
{
    /// <summary>What the image will be, without reading any content. Refuses a layout that no image can hold.</summary>
    public static ImagePlan Plan(DiscLayout layout) => new ImageMap(layout).ToPlan();

    /// <summary>Writes the image to <paramref name="destination"/>, which need not be seekable and is not closed.</summary>
    /// <param name="layout">What goes on it; a content that is not as long as it promised fails the image.</param>
    /// <param name="destination">Where the bytes go.</param>
    /// <param name="progress">Is told the number of bytes written, now and then.</param>
    /// <param name="cancellationToken">Cancelling leaves an incomplete image.</param>
    public async Task<MasteredImage> WriteAsync(
        DiscLayout layout, Stream destination, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var map = new ImageMap(layout);
        await using var output = new BlockOutput(destination, progress, cancellationToken);
        await WriteVolumeAsync(output, map);
        await WriteUdfTreeAsync(output, map);
        await WriteIsoTreeAsync(output, map);
        await WriteBootCatalogAsync(output, map);
        await WriteTagAsync(output, ChecksumTagKind.Tree, map.TreeTagBlock, map.SessionTagBlock);
        await WriteContentsAsync(output, map, cancellationToken);
        await WriteTagAsync(output, ChecksumTagKind.Session, map.SessionTagBlock, null);
        await WriteTailAsync(output, map);
        var digest = await output.FinishAsync();
        return new MasteredImage(output.Position, digest, map.Tree.Files.Count);
    }

    /// <summary>Blocks 0 to 256: what readers look for at a fixed place.</summary>
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
        VolumeDescriptor.Write(output.NextBlock(), map, joliet: true);
        VolumeDescriptor.WriteTerminator(output.NextBlock());
        VolumeSequence.WriteRecognition(output.NextBlock(), "BEA01"u8);
        VolumeSequence.WriteRecognition(output.NextBlock(), "NSR02"u8);
        VolumeSequence.WriteRecognition(output.NextBlock(), "TEA01"u8);
        await WriteTagAsync(output, ChecksumTagKind.Superblock, output.Block, map.TreeTagBlock);

        await output.PadToBlockAsync(UdfPlaces.MainSequence);
        await VolumeSequence.WriteAsync(output, map, UdfPlaces.MainSequence);
        await VolumeSequence.WriteIntegrityAsync(output, map);
        await output.PadToBlockAsync(UdfPlaces.Anchor);
        VolumeSequence.WriteAnchor(output.NextBlock(), map, UdfPlaces.Anchor);
    }

    private static async Task WriteUdfTreeAsync(BlockOutput output, ImageMap map)
    {
        await FileSet.WriteAsync(output, map);
        foreach (var folder in map.Tree.Folders)
        {
            await output.ReserveAsync(1);
            FileEntry.Write(output.NextBlock(), folder);
            await FileIdentifiers.WriteAsync(output, folder);
        }

        foreach (var leaf in map.Tree.Leaves)
        {
            await output.ReserveAsync(1);
            FileEntry.Write(output.NextBlock(), leaf);
        }
    }

    private static async Task WriteIsoTreeAsync(BlockOutput output, ImageMap map)
    {
        await WritePathTablesAsync(output, map.Tree.Folders, map.IsoPaths, map.IsoRecords, joliet: false);
        await WritePathTablesAsync(output, map.JolietFolders, map.JolietPaths, map.JolietRecords, joliet: true);
        foreach (var folder in map.Tree.Folders)
            await map.IsoRecords.WriteAsync(folder, output, map.ContinuationBlock);

        var next = 0;
        for (var index = 0; index < map.ContinuationBlocks; index++)
        {
            await output.ReserveAsync(1);
            var block = output.NextBlock();
            for (; next < map.Continuations.Count && map.Continuations[next].Place.BlockIndex == index; next++)
            {
                var (place, use, room) = map.Continuations[next];
                use.WriteContinuation(block.Slice(place.Offset, place.Length), room);
            }
        }

        foreach (var folder in map.JolietFolders)
            await map.JolietRecords.WriteAsync(folder, output, firstContinuationBlock: 0);
    }

    private static async Task WritePathTablesAsync(
        BlockOutput output, IReadOnlyList<TreeNode> folders, PathTables place, FolderRecords records, bool joliet)
    {
        foreach (var bigEndian in new[] { false, true })
        {
            var table = PathTable.Render(folders, records, joliet, bigEndian);
            for (var offset = 0; offset < table.Length; offset += Sector.Size)
            {
                await output.ReserveAsync(1);
                table.AsSpan(offset, Math.Min(Sector.Size, table.Length - offset)).CopyTo(output.NextBlock());
            }
        }
    }

    private static async Task WriteBootCatalogAsync(BlockOutput output, ImageMap map)
    {
        await output.ReserveAsync(1);
        var block = output.NextBlock();
        if (map is { BiosImage: { } bios, EfiImage: { } efi })
            BootCatalog.Write(block, bios.DataBlock, efi.DataBlock, efi.Length);
    }

    private static async Task WriteTagAsync(BlockOutput output, ChecksumTagKind kind, long position, long? next)
    {
        await output.ReserveAsync(1);
        var md5 = Convert.ToHexStringLower(await output.DigestSoFarAsync());
        new ChecksumTag(kind, position, position, next, md5).WriteTo(output.NextBlock());
    }

    private static async Task WriteContentsAsync(BlockOutput output, ImageMap map, CancellationToken cancellationToken)
    {
        foreach (var file in map.Tree.Files)
        {
            var content = file == map.BiosImage
                ? new BytesContent(await BootImage.ReadPatchedAsync(file.File!.Content, file.DataBlock, cancellationToken))
                : file.File!.Content;
            await CopyAsync(output, content, file.Path, cancellationToken);
        }
    }

    private static async Task CopyAsync(BlockOutput output, IReplayableContent content, string path, CancellationToken cancellationToken)
    {
        await using var source = new NamedSource(content, path);
        var left = content.Length;
        while (left > 0)
        {
            await output.ReserveAsync(1);
            var room = output.Free;
            var read = await source.ReadAsync(room[..(int)Math.Min(room.Length, left)], cancellationToken);
            if (read == 0)
                throw Changed(path, $"ended {left} bytes early");
            output.Advance(read);
            left -= read;
        }

        if (await source.ReadAsync(new byte[1], cancellationToken) != 0)
            throw Changed(path, $"is longer than the {content.Length} bytes it promised");
        await output.PadToBlockAsync(Sector.Count(output.Position));
    }

    private static ArchivistException Changed(string path, string how) =>
        new(Failure.Failed, $"{path}: {how} while the image was written") { Hint = "Build the image again." };

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
        await VolumeSequence.WriteAsync(output, map, map.ReserveSequenceBlock);

        await output.PadToBlockAsync(map.TotalBlocks - 1);
        await output.ReserveAsync(1);
        WriteLastBlock(output.NextBlock(), map, boots);
    }

    /// <summary>The anchor takes the first 512 bytes of the block, the header of the partition table the last.</summary>
    private static void WriteLastBlock(Span<byte> block, ImageMap map, bool boots)
    {
        VolumeSequence.WriteAnchor(block, map, (uint)(map.TotalBlocks - 1));
        if (boots)
            PartitionTable.WriteBackupHeader(block, map);
    }
}
