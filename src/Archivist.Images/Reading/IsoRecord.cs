using Archivist.Images.Iso9660;
using Archivist.Images.Model;

namespace Archivist.Images.Reading;

/// <summary>A directory record as it was read (ECMA-119 9.1).</summary>
internal sealed record IsoRecord(
    long Offset, int RecordLength, byte[] Identifier, DiscExtent Extent, byte Flags, DateTimeOffset Time, int SystemUseStart)
{
    internal bool IsSelfOrParent => Identifier is [0] or [1];

    /// <summary>Reads the record at the start of <paramref name="bytes"/>, which end with their block; null where none is.</summary>
    internal static IsoRecord? Read(ReadOnlySpan<byte> bytes, long offset, Thing thing)
    {
        int length = bytes[0];
        if (length == 0)
            return null;
        if (length < DirectoryRecord.FixedLength + 1 || length > bytes.Length)
            throw new DamagedImageException(thing, offset, "has a record that does not fit");
        int identifier = bytes[32];
        var systemUse = DirectoryRecord.HeadLength(identifier);
        if (identifier == 0 || DirectoryRecord.FixedLength + identifier > length)
            throw new DamagedImageException(thing, offset, "has a record whose name does not fit");
        if (bytes[26] != 0 || bytes[27] != 0)
            throw new DamagedImageException(thing, offset, "holds an interleaved file, which is not supported");
        var extent = new DiscExtent(
            (IsoNumber.Both32(bytes[2..], thing, offset) + (long)bytes[1]) * Sector.Size,
            IsoNumber.Both32(bytes[10..], thing, offset));
        return new IsoRecord(
            offset,
            length,
            bytes.Slice(DirectoryRecord.FixedLength, identifier).ToArray(),
            extent,
            bytes[25],
            RockRidge.ShortTime(bytes.Slice(18, 7)),
            Math.Min(systemUse, length));
    }
}
