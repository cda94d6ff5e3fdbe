using System.Buffers.Binary;

namespace Archivist.Images.Reading;

/// <summary>A sparable partition (UDF 2.50 2.2.9): packets that turned out bad lie elsewhere, as its tables say (2.2.12).</summary>
internal static class UdfSparing
{
    private const int EntriesStart = 56, MaxTableLength = 1 << 20;

    /// <summary>Entries that name no packet begin here.</summary>
    private const uint Unused = 0xFFFFFFF0;

    internal static async Task<UdfPartition> ReadAsync(
        BlockReader reader, int blockSize, UdfPartition plain, ReadOnlyMemory<byte> map, CancellationToken cancellationToken)
    {
        const string thing = "UDF sparing table";
        var packet = BinaryPrimitives.ReadUInt16LittleEndian(map.Span[40..]);
        int tables = map.Span[42];
        var length = BinaryPrimitives.ReadUInt32LittleEndian(map.Span[44..]);
        if (packet == 0 || tables is < 1 or > 4 || length is < EntriesStart or > MaxTableLength)
            throw new DamagedImageException(thing, 0, "is described in a way that makes no sense");
        byte[]? newest = null;
        DamagedImageException? damage = null;
        for (var i = 0; i < tables; i++)
        {
            try
            {
                var table = await ReadTableAsync(
                    reader, blockSize, BinaryPrimitives.ReadUInt32LittleEndian(map.Span[(48 + 4 * i)..]), (int)length, cancellationToken);
                if (newest is null || Sequence(table) > Sequence(newest))
                    newest = table;
            }
            catch (DamagedImageException e)
            {
                damage ??= e;
            }
        }

        return newest is null ? throw damage! : Apply(plain, newest, packet, blockSize);
    }

    private static uint Sequence(byte[] table) => BinaryPrimitives.ReadUInt32LittleEndian(table.AsSpan(52));

    private static async Task<byte[]> ReadTableAsync(
        BlockReader reader, int blockSize, uint block, int length, CancellationToken cancellationToken)
    {
        const string thing = "UDF sparing table";
        var offset = block * (long)blockSize;
        var table = await reader.ReadRangeAsync(offset, length, thing, cancellationToken);
        UdfVolume.Check(table, 0, block, thing, offset);
        if (!table.AsSpan(17).StartsWith("*UDF Sparing Table"u8))
            throw new DamagedImageException(thing, offset, "is something else");
        if (EntriesStart + 8 * BinaryPrimitives.ReadUInt16LittleEndian(table.AsSpan(48)) > length)
            throw new DamagedImageException(thing, offset, "has more entries than room");
        return table;
    }

    private static UdfPartition Apply(UdfPartition plain, byte[] table, ushort packet, int blockSize)
    {
        var spared = new SortedDictionary<uint, uint>();
        var count = BinaryPrimitives.ReadUInt16LittleEndian(table.AsSpan(48));
        for (var i = 0; i < count; i++)
        {
            var entry = table.AsSpan(EntriesStart + 8 * i);
            var original = BinaryPrimitives.ReadUInt32LittleEndian(entry);
            if (original < Unused && original < plain.Blocks)
                spared[original / packet * packet] = BinaryPrimitives.ReadUInt32LittleEndian(entry[4..]);
        }

        if (spared.Count == 0)
            return plain;
        var partition = new UdfPartition(blockSize);
        var start = plain.Find(0).Offset;
        foreach (var (original, mapped) in spared)
        {
            partition.Add(start + partition.Blocks * blockSize, original - partition.Blocks);
            partition.Add(mapped * (long)blockSize, Math.Min(packet, plain.Blocks - original));
        }

        partition.Add(start + partition.Blocks * blockSize, plain.Blocks - partition.Blocks);
        return partition;
    }
}
