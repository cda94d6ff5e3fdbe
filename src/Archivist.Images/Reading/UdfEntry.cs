using System.Buffers.Binary;
using System.Text;
using Archivist.Images.Mapping;
using Archivist.Images.Udf;

namespace Archivist.Images.Reading;

/// <summary>A file entry or extended file entry as it was read (ECMA-167 4/14.9, 4/14.17).</summary>
internal sealed record UdfEntry(byte Type, int Mode, long Length, DateTimeOffset ModifiedAt, IReadOnlyList<DiscExtent> Extents)
{
    private const int ExtendedFixedLength = FileEntry.ExtendedFixedLength;

    /// <summary>Enough for a file of 16 TiB, and an end to a chain that has none.</summary>
    private const int MaxAllocationExtents = 1024;

    /// <summary>Versions of an entry that a medium which is written once can hold.</summary>
    private const int MaxVersions = 256;

    /// <summary>4/14.7: an entry that leads to the newer version of the one before it.</summary>
    private const ushort IndirectEntry = 259;

    /// <summary>4/14.6.2: the plain strategy, and the one that chains versions.</summary>
    private const ushort PlainStrategy = 4, ChainStrategy = 4096;

    /// <summary>The number that the first block of each extent has in its partition.</summary>
    internal IReadOnlyList<uint> Blocks { get; private init; } = [];

    internal uint UserId { get; private init; }

    internal uint GroupId { get; private init; }

    internal ushort Links { get; private init; }

    /// <summary>Major and minor number of a device.</summary>
    internal (uint Major, uint Minor) Device { get; private init; }

    /// <summary>Reads an entry, the newest version of it, and all blocks of allocation descriptors that belong to it.</summary>
    internal static async ValueTask<UdfEntry> ReadAsync(
        BlockReader reader, UdfVolume volume, UdfAddress location, Thing thing, CancellationToken cancellationToken)
    {
        var content = new UdfExtents(volume, thing);
        var block = await FindNewestAsync(reader, volume, location, thing, cancellationToken);
        location = block.Location;
        var entry = Read(block.Bytes.Span, volume, location, thing, content, out var size, out var next);
        for (var count = 0; next is { } following; count++)
        {
            var offset = volume.Offset(following);
            if (count == MaxAllocationExtents)
                throw new DamagedImageException(thing, offset, "has too many allocation extents");
            var bytes = await volume.ReadBlockAsync(reader, following, thing, cancellationToken);
            UdfVolume.Check(bytes.Span, UdfTag.AllocationExtent, following.Block, thing, offset);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[20..]);
            if (length > volume.BlockSize - FileEntry.AllocationExtentHeader)
                throw new DamagedImageException(thing, offset, "has an allocation extent that is too long");
            next = content.Read(bytes.Span.Slice(FileEntry.AllocationExtentHeader, (int)length), size, following.Partition, offset);
        }

        return entry with { Extents = content.Trimmed(entry.Length, volume.Offset(location)), Blocks = content.Blocks };
    }

    /// <summary>All bytes, whose number the caller has bounded.</summary>
    internal async Task<byte[]> ReadContentAsync(BlockReader reader, Thing thing, CancellationToken cancellationToken)
    {
        var parts = new List<byte[]>();
        foreach (var extent in Extents)
        {
            if (extent.IsHole)
                throw new DamagedImageException(thing, 0, "was not recorded in full");
            parts.Add(await reader.ReadRangeAsync(extent.Offset, checked((int)extent.Length), thing, cancellationToken));
        }

        if (parts.Count == 1)
            return parts[0];
        var bytes = new byte[parts.Sum(part => part.Length)];
        var at = 0;
        foreach (var part in parts)
        {
            part.CopyTo(bytes, at);
            at += part.Length;
        }

        return bytes;
    }

    /// <summary>With strategy 4096 each version is followed by an indirect entry, which leads to the next one if there is any.</summary>
    private static async ValueTask<(UdfAddress Location, ReadOnlyMemory<byte> Bytes)> FindNewestAsync(
        BlockReader reader, UdfVolume volume, UdfAddress location, Thing thing, CancellationToken cancellationToken)
    {
        for (var version = 0; version < MaxVersions; version++)
        {
            var bytes = await volume.ReadBlockAsync(reader, location, thing, cancellationToken);
            UdfVolume.Check(bytes.Span, null, location.Block, thing, volume.Offset(location));
            var strategy = BinaryPrimitives.ReadUInt16LittleEndian(bytes.Span[20..]);
            if (strategy == PlainStrategy)
                return (location, bytes);
            if (strategy != ChainStrategy)
                throw new DamagedImageException(thing, volume.Offset(location), "uses a strategy that is not supported");
            if (await FindNextAsync(reader, volume, location, thing, cancellationToken) is not { } next)
                return (location, await volume.ReadBlockAsync(reader, location, thing, cancellationToken));
            location = next;
        }

        throw new DamagedImageException(thing, volume.Offset(location), "has too many versions");
    }

    private static async ValueTask<UdfAddress?> FindNextAsync(
        BlockReader reader, UdfVolume volume, UdfAddress location, Thing thing, CancellationToken cancellationToken)
    {
        var after = location with { Block = location.Block + 1 };
        if (volume.Offset(after) < 0)
            return null;
        var bytes = await volume.ReadBlockAsync(reader, after, thing, cancellationToken);
        return UdfTag.TryRead(bytes.Span, after.Block, out var tag, out _) && tag.Identifier == IndirectEntry
            && BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[36..]) != 0
            ? UdfAddress.OfLongDescriptor(bytes.Span[36..])
            : null;
    }

    private static UdfEntry Read(
        ReadOnlySpan<byte> block, UdfVolume volume, UdfAddress location, Thing thing, UdfExtents content, out int size, out UdfAddress? next)
    {
        var offset = volume.Offset(location);
        var tag = UdfVolume.Check(block, null, location.Block, thing, offset);
        if (tag.Identifier is not (UdfTag.File or UdfTag.ExtendedFile))
            throw new DamagedImageException(thing, offset, "is not a file entry");
        var extended = tag.Identifier == UdfTag.ExtendedFile;
        var length = BinaryPrimitives.ReadUInt64LittleEndian(block[56..]);
        var fixedLength = extended ? ExtendedFixedLength : FileEntry.FixedLength;
        var attributes = BinaryPrimitives.ReadUInt32LittleEndian(block[(fixedLength - 8)..]);
        var descriptors = BinaryPrimitives.ReadUInt32LittleEndian(block[(fixedLength - 4)..]);
        if (fixedLength + (long)attributes + descriptors > block.Length)
            throw new DamagedImageException(thing, offset, "is longer than its block");
        if (fixedLength + (long)attributes + descriptors > UdfTag.Size + tag.CrcLength)
            throw new DamagedImageException(thing, offset, "has a CRC that leaves out a part");

        var start = fixedLength + (int)attributes;
        var flags = BinaryPrimitives.ReadUInt16LittleEndian(block[34..]);
        size = (flags & 7) == FileEntry.LongAllocation ? 16 : 8;
        next = null;
        if ((flags & 7) == FileEntry.Embedded)
            content.Embed(new DiscExtent(offset + start, descriptors), location.Block);
        else if ((flags & 7) is FileEntry.ShortAllocation or FileEntry.LongAllocation)
            next = content.Read(block.Slice(start, (int)descriptors), size, location.Partition, offset);
        else
            throw new DamagedImageException(thing, offset, "uses allocation descriptors that are not supported");
        if (length > long.MaxValue)
            throw new DamagedImageException(thing, offset, "has extents that do not add up to its length");
        return new UdfEntry(
            block[27],
            ModeOf(BinaryPrimitives.ReadUInt32LittleEndian(block[44..]), flags),
            (long)length,
            Timestamp(block.Slice(extended ? 92 : 84, 12)),
            [])
        {
            UserId = BinaryPrimitives.ReadUInt32LittleEndian(block[36..]),
            GroupId = BinaryPrimitives.ReadUInt32LittleEndian(block[40..]),
            Links = BinaryPrimitives.ReadUInt16LittleEndian(block[48..]),
            Device = DeviceOf(block.Slice(fixedLength, (int)attributes)),
        };
    }

    /// <summary>4/14.10.7: the device specification among the attributes.</summary>
    private static (uint Major, uint Minor) DeviceOf(ReadOnlySpan<byte> attributes)
    {
        const int header = 24, deviceSpecification = 12;
        if (attributes.Length < header)
            return default;
        for (var rest = attributes[header..]; rest.Length >= 24;)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(rest) == deviceSpecification)
                return (BinaryPrimitives.ReadUInt32LittleEndian(rest[16..]), BinaryPrimitives.ReadUInt32LittleEndian(rest[20..]));
            var length = BinaryPrimitives.ReadUInt32LittleEndian(rest[8..]);
            if (length < 12 || length > rest.Length)
                break;
            rest = rest[(int)length..];
        }

        return default;
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

        // Twelve bits of two's complement: minutes from UTC, or -2047 when not specified.
        var zone = (short)(BinaryPrimitives.ReadUInt16LittleEndian(field) << 4) >> 4;
        var microseconds = field[9] * 10_000 + field[10] * 100 + field[11];
        var local = new DateTimeOffset(year, field[4], field[5], field[6], field[7], field[8], TimeSpan.Zero)
            .AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
        return Math.Abs(zone) <= 1440 && local.Year > 1 ? local.AddMinutes(-zone) : local;
    }

    /// <summary>4/14.16.1: the target of a symbolic link out of its components.</summary>
    internal static string LinkTarget(ReadOnlySpan<byte> components, Thing thing, long offset)
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
