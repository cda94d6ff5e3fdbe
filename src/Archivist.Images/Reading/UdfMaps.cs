using System.Buffers.Binary;
using Archivist.Images.Udf;

namespace Archivist.Images.Reading;

/// <summary>
/// Makes the partitions of a logical volume out of its partition maps: plain ones (ECMA-167 3/10.7.2), and virtual, sparable
/// and metadata ones (UDF 2.50 2.2.8 to 2.2.10).
/// </summary>
internal static class UdfMaps
{
    private const int MapsStart = 440, MaxMaps = 16;
    private const byte PlainMap = 1, IdentifiedMap = 2, IdentifiedLength = 64;

    internal static async Task<UdfVolume> ReadAsync(
        BlockReader reader, UdfVolume volume, byte[] logical, Dictionary<ushort, byte[]> descriptors, Thing thing, long offset,
        CancellationToken cancellationToken)
    {
        var count = BinaryPrimitives.ReadUInt32LittleEndian(logical.AsSpan(268));
        var partitions = new List<UdfPartition>();
        var at = MapsStart;
        for (var i = 0; i < count; i++)
        {
            if (i == MaxMaps || at + 2 > logical.Length || logical[at + 1] < PlainMapLength || at + logical[at + 1] > logical.Length)
                throw new DamagedImageException(thing, offset, "has partition maps that do not fit");
            var map = logical.AsMemory(at, logical[at + 1]);
            at += map.Length;
            volume = volume with { Partitions = [.. partitions] };
            switch (map.Span[0])
            {
                case PlainMap when map.Length == PlainMapLength:
                    partitions.Add(Plain(volume, map.Span[4..], descriptors, thing, offset));
                    break;
                case IdentifiedMap when map.Length == IdentifiedLength && Is(map.Span[4..], "*UDF Sparable Partition"u8):
                    var spared = Plain(volume, map.Span[38..], descriptors, thing, offset);
                    partitions.Add(await UdfSparing.ReadAsync(reader, volume.BlockSize, spared, map, cancellationToken));
                    break;
                case IdentifiedMap when map.Length == IdentifiedLength && Is(map.Span[4..], "*UDF Virtual Partition"u8):
                    var under = PlainReference(logical, i, map.Span[38..], thing, offset);
                    partitions.Add(await UdfVirtual.ReadAsync(reader, volume, under, cancellationToken));
                    break;
                case IdentifiedMap when map.Length == IdentifiedLength && Is(map.Span[4..], "*UDF Metadata Partition"u8):
                    volume = await AddMetadataAsync(reader, volume, logical, partitions, map, thing, offset, cancellationToken);
                    break;
                default:
                    throw new DamagedImageException(thing, offset, "describes partitions that are not supported");
            }
        }

        return partitions.Count == 0
            ? throw new DamagedImageException(thing, offset, "has no partition map")
            : volume with { Partitions = partitions };
    }

    private const int PlainMapLength = VolumeSequence.PlainMapLength;

    private static bool Is(ReadOnlySpan<byte> entity, ReadOnlySpan<byte> identifier) => entity[1..].StartsWith(identifier);

    private static UdfPartition Plain(
        UdfVolume volume, ReadOnlySpan<byte> number, Dictionary<ushort, byte[]> descriptors, Thing thing, long offset)
    {
        if (!descriptors.TryGetValue(BinaryPrimitives.ReadUInt16LittleEndian(number), out var partition))
            throw new DamagedImageException(thing, offset, "maps a partition that is not there");
        return new UdfPartition(
            volume.BlockSize,
            BinaryPrimitives.ReadUInt32LittleEndian(partition.AsSpan(188)) * (long)volume.BlockSize,
            BinaryPrimitives.ReadUInt32LittleEndian(partition.AsSpan(192)));
    }

    /// <summary>The reference number of the plain or sparable map, in front of map <paramref name="before"/>, of that partition.</summary>
    private static ushort PlainReference(byte[] logical, int before, ReadOnlySpan<byte> number, Thing thing, long offset)
    {
        var wanted = BinaryPrimitives.ReadUInt16LittleEndian(number);
        var at = MapsStart;
        for (ushort i = 0; i < before; i++)
        {
            var map = logical.AsSpan(at, logical[at + 1]);
            at += map.Length;
            var own = map.Length == PlainMapLength ? map[4..] : Is(map[4..], "*UDF Sparable Partition"u8) ? map[38..] : [];
            if (own.Length > 0 && BinaryPrimitives.ReadUInt16LittleEndian(own) == wanted)
                return i;
        }

        throw new DamagedImageException(thing, offset, "maps a partition that is not there");
    }

    /// <summary>The copy is taken where the entry of the metadata file cannot be read.</summary>
    private static async Task<UdfVolume> AddMetadataAsync(
        BlockReader reader, UdfVolume volume, byte[] logical, List<UdfPartition> partitions, ReadOnlyMemory<byte> map, Thing thing, long offset,
        CancellationToken cancellationToken)
    {
        var under = PlainReference(logical, partitions.Count, map.Span[38..], thing, offset);
        var metadata = new UdfMetadata(
            partitions.Count,
            new UdfAddress(under, BinaryPrimitives.ReadUInt32LittleEndian(map.Span[40..])),
            new UdfAddress(under, BinaryPrimitives.ReadUInt32LittleEndian(map.Span[44..])));
        try
        {
            partitions.Add(await metadata.ReadPartitionAsync(reader, volume, metadata.Main, cancellationToken));
            return volume with { Metadata = metadata };
        }
        catch (DamagedImageException e)
        {
            partitions.Add(await metadata.ReadPartitionAsync(reader, volume, metadata.Mirror, cancellationToken));
            return volume with { Metadata = metadata with { IsMirror = true }, Passed = [.. volume.Passed, e] };
        }
    }
}
