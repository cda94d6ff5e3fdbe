using System.Buffers.Binary;
using Archivist.Images.Mapping;
using Archivist.Images.Model;
using Archivist.Images.Udf;

namespace Archivist.Images.Reading;

/// <summary>The content of UDF's volume structures (ECMA-167 part 3): anchor, descriptor sequence, and the partitions.</summary>
internal sealed record UdfVolume
{
    private const uint MaxSequenceBlocks = 256;
    private const ushort VolumePointer = 3;

    /// <summary>Sizes of a block that discs, sticks and disks have; the most likely comes first.</summary>
    private static readonly int[] BlockSizes = [Sector.Size, 512, 4096, 1024];

    /// <summary>The name of the logical volume.</summary>
    internal required string Identifier { get; init; }

    /// <summary>Bytes of a block.</summary>
    internal required int BlockSize { get; init; }

    /// <summary>The partitions by their reference numbers.</summary>
    internal required IReadOnlyList<UdfPartition> Partitions { get; init; }

    /// <summary>Where the file set descriptor lies.</summary>
    internal required UdfAddress FileSet { get; init; }

    /// <summary>Where the integrity sequence lies (length 0 when there is none).</summary>
    internal required DiscExtent Integrity { get; init; }

    /// <summary>Where both descriptor sequences lie.</summary>
    internal required DiscExtent MainSequence { get; init; }

    internal required DiscExtent ReserveSequence { get; init; }

    /// <summary>The metadata partition, if there is one.</summary>
    internal UdfMetadata? Metadata { get; init; }

    /// <summary>What was wrong, and stood in another place as well.</summary>
    internal IReadOnlyList<DamagedImageException> Passed { get; init; } = [];

    /// <summary>Where a block lies in the image; behind its end for one that is not there.</summary>
    internal long Offset(UdfAddress address) =>
        address.Partition < Partitions.Count ? Partitions[address.Partition].Find(address.Block).Offset : DiscExtent.Nowhere;

    /// <summary>One block of a partition; valid until the next call.</summary>
    internal ValueTask<ReadOnlyMemory<byte>> ReadBlockAsync(
        BlockReader reader, UdfAddress address, Thing thing, CancellationToken cancellationToken)
    {
        var offset = Offset(address);
        if (offset < 0)
            throw new DamagedImageException(thing, 0, $"points at block {address.Block} of partition {address.Partition}, which is not there");
        return reader.ReadAtAsync(offset, BlockSize, thing, cancellationToken);
    }

    /// <summary>The same volume with the copy of its metadata in place of them; null where there is none.</summary>
    internal async Task<UdfVolume?> WithMirrorAsync(BlockReader reader, CancellationToken cancellationToken)
    {
        if (Metadata is not { IsMirror: false } metadata)
            return null;
        var mirror = await metadata.ReadPartitionAsync(reader, this, metadata.Mirror, cancellationToken);
        return this with
        {
            Partitions = [.. Partitions.Select((partition, i) => i == metadata.Reference ? mirror : partition)],
            Metadata = metadata with { IsMirror = true },
        };
    }

    /// <summary>
    /// Reads from the first anchor that is whole, and from the reserve sequence where the main one is damaged; null when no
    /// anchor is in any of its places (ECMA-167 3/8.4.2.1).
    /// </summary>
    internal static async Task<UdfVolume?> ReadAsync(BlockReader reader, CancellationToken cancellationToken)
    {
        var passed = new List<DamagedImageException>();
        foreach (var (size, block) in Places(reader.Source.Length))
        {
            try
            {
                if (await FindAnchorAsync(reader, size, block, cancellationToken) is not { } anchor)
                    continue;
                return await ReadSequencesAsync(reader, size, anchor.Main, anchor.Reserve, passed, cancellationToken);
            }
            catch (DamagedImageException e)
            {
                passed.Add(e);
            }
        }

        return passed.Count == 0 ? null : throw passed[0];
    }

    private static IEnumerable<(int Size, long Block)> Places(long length)
    {
        foreach (var size in BlockSizes)
        {
            var blocks = length / size;
            foreach (var block in (long[])[UdfPlaces.Anchor, blocks - 1, blocks - 1 - UdfPlaces.Anchor])
            {
                if (block > 0 && block < blocks)
                    yield return (size, block);
            }
        }
    }

    /// <summary>Null when the block is no anchor at all; damage when it was one.</summary>
    private static async Task<(DiscExtent Main, DiscExtent Reserve)?> FindAnchorAsync(
        BlockReader reader, int size, long block, CancellationToken cancellationToken)
    {
        var bytes = await reader.ReadAtAsync(block * size, VolumeSequence.DescriptorSize, "UDF anchor", cancellationToken);
        return BinaryPrimitives.ReadUInt16LittleEndian(bytes.Span) == UdfTag.Anchor
            && BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[12..]) == (uint)block
            ? await ReadAnchorAsync(reader, size, block, cancellationToken)
            : null;
    }

    /// <summary>ECMA-167 3/10.2.</summary>
    internal static async Task<(DiscExtent Main, DiscExtent Reserve)> ReadAnchorAsync(
        BlockReader reader, int size, long block, CancellationToken cancellationToken)
    {
        const string thing = "UDF anchor";
        var anchor = await reader.ReadAtAsync(block * size, VolumeSequence.DescriptorSize, thing, cancellationToken);
        Check(anchor.Span, UdfTag.Anchor, block, thing, block * size);
        return (Extent(anchor.Span[16..], size), Extent(anchor.Span[24..], size));
    }

    private static async Task<UdfVolume> ReadSequencesAsync(
        BlockReader reader, int size, DiscExtent main, DiscExtent reserve, List<DamagedImageException> passed, CancellationToken cancellationToken)
    {
        try
        {
            var volume = await ReadSequenceAsync(reader, size, main, reserve, useReserve: false, cancellationToken);
            return volume with { Passed = [.. passed, .. volume.Passed] };
        }
        catch (DamagedImageException e)
        {
            passed.Add(e);
            var volume = await ReadSequenceAsync(reader, size, main, reserve, useReserve: true, cancellationToken);
            return volume with { Passed = [.. passed, .. volume.Passed] };
        }
    }

    /// <summary>
    /// Reads one of the two sequences (3/8.4.2) and, by pointers, what goes on elsewhere. Of descriptors of a kind the one
    /// with the highest number prevails (3/8.4.3).
    /// </summary>
    internal static async Task<UdfVolume> ReadSequenceAsync(
        BlockReader reader, int size, DiscExtent main, DiscExtent reserve, bool useReserve, CancellationToken cancellationToken)
    {
        var thing = useReserve ? "UDF reserve volume descriptor" : "UDF volume descriptor";
        var start = useReserve ? reserve : main;
        var partitions = new Dictionary<ushort, byte[]>();
        byte[]? logical = null;
        var (offset, end) = (start.Offset, start.Offset + start.Length);
        for (var i = 0; i < MaxSequenceBlocks && offset + size <= end; i++, offset += size)
        {
            var block = await reader.ReadAtAsync(offset, size, thing, cancellationToken);
            if (BinaryPrimitives.ReadUInt16LittleEndian(block.Span) == 0)
                break;
            var tag = Check(block.Span, null, offset / size, thing, offset);
            if (tag.Identifier == UdfTag.Terminating)
                break;
            if (tag.Identifier == VolumePointer)
            {
                var next = Extent(block.Span[20..], size);
                (offset, end) = (next.Offset - size, next.Offset + next.Length);
            }
            else if (tag.Identifier == UdfTag.Partition)
            {
                var number = BinaryPrimitives.ReadUInt16LittleEndian(block.Span[22..]);
                partitions[number] = Prevailing(partitions.GetValueOrDefault(number), block);
            }
            else if (tag.Identifier == UdfTag.LogicalVolume)
            {
                logical = Prevailing(logical, block);
            }
        }

        if (partitions.Count == 0 || logical is null)
            throw new DamagedImageException(thing, start.Offset, "sequence has no partition or no logical volume");
        if (BinaryPrimitives.ReadUInt32LittleEndian(logical.AsSpan(212)) != size)
            throw new DamagedImageException(thing, start.Offset, "gives another size of blocks than the anchor's");
        var volume = new UdfVolume
        {
            Identifier = Text(logical.AsSpan(84, 128)),
            BlockSize = size,
            Partitions = [],
            FileSet = UdfAddress.OfLongDescriptor(logical.AsSpan(248)),
            Integrity = Extent(logical.AsSpan(432), size),
            MainSequence = main,
            ReserveSequence = reserve,
        };
        return await UdfMaps.ReadAsync(reader, volume, logical, partitions, thing, start.Offset, cancellationToken);
    }

    private static byte[] Prevailing(byte[]? known, ReadOnlyMemory<byte> found) =>
        known is null || BinaryPrimitives.ReadUInt32LittleEndian(found.Span[16..]) >= BinaryPrimitives.ReadUInt32LittleEndian(known.AsSpan(16))
            ? found.ToArray()
            : known;

    internal static UdfTag Check(ReadOnlySpan<byte> descriptor, ushort? identifier, long location, Thing thing, long offset)
    {
        if (!UdfTag.TryRead(descriptor, (uint)location, out var tag, out var cause))
            throw new DamagedImageException(thing, offset, cause);
        if (identifier is { } expected && tag.Identifier != expected)
            throw new DamagedImageException(thing, offset, "is something else");
        return tag;
    }

    /// <summary>A field whose last byte says how many are used (1/7.2.12).</summary>
    private static string Text(ReadOnlySpan<byte> field) => Cs0.TryDecode(field[..Math.Min(field[^1], field.Length - 1)], out var text) ? text : "";

    private static DiscExtent Extent(ReadOnlySpan<byte> field, int size) => new(
        BinaryPrimitives.ReadUInt32LittleEndian(field[4..]) * (long)size,
        BinaryPrimitives.ReadUInt32LittleEndian(field));
}
