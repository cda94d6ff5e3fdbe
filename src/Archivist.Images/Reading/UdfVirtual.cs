using System.Buffers.Binary;
using Archivist.Images.Mapping;

namespace Archivist.Images.Reading;

/// <summary>
/// A virtual partition of media that are written once (UDF 2.50 2.2.8): a table, whose entry is the last thing that was
/// written, says where each block lies today (2.2.11; UDF 1.50 2.2.10).
/// </summary>
internal static class UdfVirtual
{
    private const byte TableType = 248, OldTableType = 0;

    /// <summary>Blocks at the end in which the table's entry is looked for: drives put up to 150 and some behind it.</summary>
    private const int MaxTail = 512;

    private const int MaxTableLength = 16 << 20;
    private const uint Unused = uint.MaxValue;

    internal static async Task<UdfPartition> ReadAsync(BlockReader reader, UdfVolume volume, ushort under, CancellationToken cancellationToken)
    {
        const string thing = "UDF virtual allocation table";
        var plain = volume.Partitions[under];
        var (start, _) = plain.Find(0);
        var last = (reader.Source.Length - start) / volume.BlockSize - 1;
        for (var block = last; start >= 0 && block >= 0 && block > last - MaxTail; block--)
        {
            if (block >= plain.Blocks)
                continue;
            var address = new UdfAddress(under, (uint)block);
            var bytes = await volume.ReadBlockAsync(reader, address, thing, cancellationToken);
            var identifier = BinaryPrimitives.ReadUInt16LittleEndian(bytes.Span);
            if (identifier is not (UdfTag.File or UdfTag.ExtendedFile) || bytes.Span[27] is not (TableType or OldTableType)
                || !UdfTag.TryRead(bytes.Span, (uint)block, out _, out _))
            {
                continue;
            }

            var entry = await UdfEntry.ReadAsync(reader, volume, address, thing, cancellationToken);
            if (entry.Length > MaxTableLength)
                throw new DamagedImageException(thing, volume.Offset(address), "is longer than any such table");
            return Apply(await entry.ReadContentAsync(reader, thing, cancellationToken), entry.Type, plain, volume, thing, volume.Offset(address));
        }

        throw new DamagedImageException(thing, reader.Source.Length, "is not at the end of the image");
    }

    private static UdfPartition Apply(byte[] table, byte type, UdfPartition plain, UdfVolume volume, Thing thing, long offset)
    {
        const int oldTail = 36;
        if (table.Length < oldTail)
            throw new DamagedImageException(thing, offset, "is cut short");
        var (first, end) = type == TableType ? (BinaryPrimitives.ReadUInt16LittleEndian(table), table.Length) : (0, table.Length - oldTail);
        if (first > end || (type == OldTableType && !table.AsSpan(end + 1).StartsWith("*UDF Virtual Alloc Tbl"u8)))
            throw new DamagedImageException(thing, offset, "is something else");
        var partition = new UdfPartition(volume.BlockSize);
        for (var at = first; at + 4 <= end; at += 4)
        {
            var block = BinaryPrimitives.ReadUInt32LittleEndian(table.AsSpan(at));
            partition.Add(block == Unused ? DiscExtent.Nowhere : plain.Find(block).Offset, 1);
        }

        return partition;
    }
}
