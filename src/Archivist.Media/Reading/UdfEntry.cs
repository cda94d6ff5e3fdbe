using System.Buffers.Binary;
using System.Text;
using Archivist.Media.Udf;

namespace Archivist.Media.Reading;

/// <summary>A file entry or extended file entry as it was read (ECMA-167 4/14.9, 4/14.17).</summary>
internal sealed record UdfEntry(byte Type, int Mode, long Length, DateTimeOffset ModifiedAt, IReadOnlyList<DiscExtent> Extents)
{
    private const int ExtendedFixedLength = FileEntry.ExtendedFixedLength;

    /// <summary>Enough for a file of 16 TiB, and an end to a chain that has none.</summary>
    private const int MaxAllocationExtents = 1024;

    internal uint UserId { get; private init; }

    internal uint GroupId { get; private init; }

    /// <summary>Major and minor number of a device.</summary>
    internal (uint Major, uint Minor) Device { get; private init; }

    /// <summary>Length and block fields of 30 bits; the upper two say whether the extent was recorded (4/14.14.1.1).</summary>
    private const uint LengthMask = 0x3FFFFFFF;

    /// <summary>Reads an entry and all blocks of allocation descriptors that belong to it.</summary>
    internal static async ValueTask<UdfEntry> ReadAsync(
        BlockReader reader, UdfVolume volume, uint location, string thing, CancellationToken cancellationToken)
    {
        var extents = new List<DiscExtent>();
        var block = await volume.ReadBlockAsync(reader, location, thing, cancellationToken);
        var entry = Read(block.Span, volume, location, thing, extents, out var size, out var next);
        for (var count = 0; next is { } following; count++)
        {
            if (count == MaxAllocationExtents)
                throw new DamagedImageException(thing, volume.Offset(following), "has too many allocation extents");
            block = await volume.ReadBlockAsync(reader, following, thing, cancellationToken);
            UdfVolume.Check(block.Span, UdfTag.AllocationExtent, following, thing, volume.Offset(following));
            var length = BinaryPrimitives.ReadUInt32LittleEndian(block.Span[20..]);
            if (length > Sector.Size - FileEntry.AllocationExtentHeader)
                throw new DamagedImageException(thing, volume.Offset(following), "has an allocation extent that is too long");
            next = ReadExtents(
                block.Span.Slice(FileEntry.AllocationExtentHeader, (int)length), size, volume, thing, volume.Offset(following), extents);
        }

        return extents.Sum(extent => extent.Length) == entry.Length
            ? entry
            : throw new DamagedImageException(thing, volume.Offset(location), "has extents that do not add up to its length");
    }

    private static UdfEntry Read(
        ReadOnlySpan<byte> block, UdfVolume volume, uint location, string thing, List<DiscExtent> extents, out int size, out uint? next)
    {
        var offset = volume.Offset(location);
        var tag = UdfVolume.Check(block, null, location, thing, offset);
        if (tag.Identifier is not (UdfTag.File or UdfTag.ExtendedFile))
            throw new DamagedImageException(thing, offset, "is not a file entry");
        var extended = tag.Identifier == UdfTag.ExtendedFile;
        if (BinaryPrimitives.ReadUInt16LittleEndian(block[20..]) != 4)
            throw new DamagedImageException(thing, offset, "uses a strategy that is not supported");

        var length = BinaryPrimitives.ReadUInt64LittleEndian(block[56..]);
        var fixedLength = extended ? ExtendedFixedLength : FileEntry.FixedLength;
        var attributes = BinaryPrimitives.ReadUInt32LittleEndian(block[(fixedLength - 8)..]);
        var descriptors = BinaryPrimitives.ReadUInt32LittleEndian(block[(fixedLength - 4)..]);
        if (fixedLength + (long)attributes + descriptors > Sector.Size)
            throw new DamagedImageException(thing, offset, "is longer than its block");
        if (fixedLength + (long)attributes + descriptors > UdfTag.Size + tag.CrcLength)
            throw new DamagedImageException(thing, offset, "has a CRC that leaves out a part");

        var start = fixedLength + (int)attributes;
        var flags = BinaryPrimitives.ReadUInt16LittleEndian(block[34..]);
        size = (flags & 7) == FileEntry.LongAllocation ? 16 : 8;
        next = null;
        if ((flags & 7) == FileEntry.Embedded)
            extents.Add(new DiscExtent(offset + start, descriptors));
        else if ((flags & 7) is FileEntry.ShortAllocation or FileEntry.LongAllocation)
            next = ReadExtents(block.Slice(start, (int)descriptors), size, volume, thing, offset, extents);
        else
            throw new DamagedImageException(thing, offset, "uses allocation descriptors that are not supported");
        if (length > long.MaxValue)
            throw new DamagedImageException(thing, offset, "has extents that do not add up to its length");
        return new UdfEntry(
            block[27],
            ModeOf(BinaryPrimitives.ReadUInt32LittleEndian(block[44..]), flags),
            (long)length,
            Timestamp(block.Slice(extended ? 92 : 84, 12)),
            extents)
        {
            UserId = BinaryPrimitives.ReadUInt32LittleEndian(block[36..]),
            GroupId = BinaryPrimitives.ReadUInt32LittleEndian(block[40..]),
            Device = DeviceOf(block.Slice(fixedLength, (int)attributes)),
        };
    }

    /// <summary>4/14.10.7, when it is the first attribute, as it is where there is one.</summary>
    private static (uint Major, uint Minor) DeviceOf(ReadOnlySpan<byte> attributes)
    {
        const int header = 24, deviceSpecification = 12;
        return attributes.Length >= header + 24 && BinaryPrimitives.ReadUInt32LittleEndian(attributes[header..]) == deviceSpecification
            ? (BinaryPrimitives.ReadUInt32LittleEndian(attributes[(header + 16)..]), BinaryPrimitives.ReadUInt32LittleEndian(attributes[(header + 20)..]))
            : default;
    }

    /// <summary>Adds the extents, and returns the block where more of them are, if there is one.</summary>
    private static uint? ReadExtents(
        ReadOnlySpan<byte> descriptors, int size, UdfVolume volume, string thing, long offset, List<DiscExtent> extents)
    {
        for (; descriptors.Length >= size; descriptors = descriptors[size..])
        {
            var field = BinaryPrimitives.ReadUInt32LittleEndian(descriptors);
            var block = BinaryPrimitives.ReadUInt32LittleEndian(descriptors[4..]);
            var length = field & LengthMask;
            if (length == 0)
                break;
            var partition = size == 16 ? BinaryPrimitives.ReadUInt16LittleEndian(descriptors[8..]) : volume.Metadata is null ? 0 : 1;
            if (partition > (volume.Metadata is null ? 0 : 1))
                throw new DamagedImageException(thing, offset, "points into another partition");
            if ((field & ~LengthMask) == FileEntry.ContinuationExtent)
                return block;
            if (field != length)
                throw new DamagedImageException(thing, offset, "has an extent that was not recorded");
            if (block + Sector.Count(length) > (partition == 0 ? volume.PartitionBlocks : volume.MetadataBlocks))
                throw new DamagedImageException(thing, offset, "points behind the end of the partition");
            extents.Add(new DiscExtent(partition == 0 ? (volume.PartitionStart + block) * Sector.Size : volume.Offset(block), length));
        }

        return null;
    }

    private static int ModeOf(uint permissions, int flags)
    {
        static int Bits(uint five) => (int)(five & 7);
        return Bits(permissions) | Bits(permissions >> 5) << 3 | Bits(permissions >> 10) << 6
            | (flags >> 6 & 1) << 11 | (flags >> 7 & 1) << 10 | (flags >> 8 & 1) << 9;
    }

    /// <summary>ECMA-167 1/7.3; the epoch for anything that is no time.</summary>
    private static DateTimeOffset Timestamp(ReadOnlySpan<byte> field)
    {
        int year = BinaryPrimitives.ReadInt16LittleEndian(field[2..]);
        if (year is < 1 or > 9998 || field[4] is < 1 or > 12 || field[5] < 1 || field[5] > DateTime.DaysInMonth(year, field[4])
            || field[6] > 23 || field[7] > 59 || field[8] > 59 || field[9] > 99 || field[10] > 99 || field[11] > 99)
        {
            return DateTimeOffset.UnixEpoch;
        }

        // Twelve bits of two's complement: minutes from UTC, or -2047 when nobody said.
        var zone = (short)(BinaryPrimitives.ReadUInt16LittleEndian(field) << 4) >> 4;
        var microseconds = field[9] * 10_000 + field[10] * 100 + field[11];
        var local = new DateTimeOffset(year, field[4], field[5], field[6], field[7], field[8], TimeSpan.Zero)
            .AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
        return Math.Abs(zone) <= 1440 && local.Year > 1 ? local.AddMinutes(-zone) : local;
    }

    /// <summary>4/14.16.1: the target of a symbolic link out of its components.</summary>
    internal static string LinkTarget(ReadOnlySpan<byte> components, string thing, long offset)
    {
        var target = new StringBuilder();
        while (components.Length >= 4)
        {
            int length = components[1];
            if (length > components.Length - 4)
                throw new DamagedImageException(thing, offset, "has a link that does not fit");
            if (target.Length > 0 && target[^1] != '/')
                target.Append('/');
            target.Append(components[0] switch
            {
                1 or 2 => "/",
                3 => "..",
                4 => ".",
                5 when Cs0.TryDecode(components.Slice(4, length), out var name) => name,
                _ => throw new DamagedImageException(thing, offset, "has a link that makes no sense"),
            });
            components = components[(4 + length)..];
        }

        return target.ToString();
    }
}
