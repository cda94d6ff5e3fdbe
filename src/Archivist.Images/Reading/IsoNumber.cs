using System.Buffers.Binary;

namespace Archivist.Images.Reading;

/// <summary>Numbers that ISO 9660 records twice, in both byte orders; a difference is damage (ECMA-119 7.2.3, 7.3.3).</summary>
internal static class IsoNumber
{
    internal static ushort Both16(ReadOnlySpan<byte> field, Thing thing, long offset)
    {
        var value = BinaryPrimitives.ReadUInt16LittleEndian(field);
        return value == BinaryPrimitives.ReadUInt16BigEndian(field[2..]) ? value : throw Differ(thing, offset);
    }

    internal static uint Both32(ReadOnlySpan<byte> field, Thing thing, long offset)
    {
        var value = BinaryPrimitives.ReadUInt32LittleEndian(field);
        return value == BinaryPrimitives.ReadUInt32BigEndian(field[4..]) ? value : throw Differ(thing, offset);
    }

    private static DamagedImageException Differ(Thing thing, long offset) =>
        new(thing, offset, "has a number whose two byte orders differ");
}
