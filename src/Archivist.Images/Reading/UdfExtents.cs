using System.Buffers.Binary;
using Archivist.Images.Udf;

namespace Archivist.Images.Reading;

/// <summary>Collects what the allocation descriptors of one entry say (ECMA-167 4/14.14), as places in the image.</summary>
internal sealed class UdfExtents(UdfVolume volume, Thing thing)
{
    /// <summary>More extents than any honest file has.</summary>
    private const int MaxExtents = 1 << 18;

    /// <summary>Length field of 30 bits; the upper two say whether the extent was recorded (4/14.14.1.1).</summary>
    private const uint LengthMask = 0x3FFFFFFF;

    private readonly List<DiscExtent> _extents = [];
    private readonly List<uint> _blocks = [];
    private long _length;

    /// <summary>The number that the first block of each extent has in its partition.</summary>
    internal IReadOnlyList<uint> Blocks => _blocks;

    /// <summary>The content lies in the entry itself (flag 3 of 4/14.6.8).</summary>
    internal void Embed(DiscExtent extent, uint block)
    {
        _blocks.Add(block);
        _extents.Add(extent);
        _length = extent.Length;
    }

    /// <summary>Adds the extents, and returns the block where more of them are, if there is one.</summary>
    /// <param name="descriptors">Descriptors end to end.</param>
    /// <param name="size">8 for short ones, 16 for long ones.</param>
    /// <param name="own">The partition in which the descriptors lie, which short ones mean.</param>
    /// <param name="offset">Where the descriptors lie in the image.</param>
    internal UdfAddress? Read(ReadOnlySpan<byte> descriptors, int size, ushort own, long offset)
    {
        for (; descriptors.Length >= size; descriptors = descriptors[size..])
        {
            var field = BinaryPrimitives.ReadUInt32LittleEndian(descriptors);
            var length = field & LengthMask;
            if (length == 0)
                break;
            var address = size == 16
                ? UdfAddress.OfLongDescriptor(descriptors)
                : new UdfAddress(own, BinaryPrimitives.ReadUInt32LittleEndian(descriptors[4..]));
            var kind = field & ~LengthMask;
            if (kind == FileEntry.ContinuationExtent)
                return address;
            Add(address, length, isRecorded: kind == 0, offset);
        }

        return null;
    }

    /// <summary>The extents of a number of bytes: writers may keep more behind the end of a file (4/12.1).</summary>
    internal IReadOnlyList<DiscExtent> Trimmed(long length, long offset)
    {
        if (_length < length)
            throw new DamagedImageException(thing, offset, "has extents that do not add up to its length");
        for (var excess = _length - length; excess > 0;)
        {
            var last = _extents[^1];
            _extents.RemoveAt(_extents.Count - 1);
            if (last.Length > excess)
                _extents.Add(last with { Length = last.Length - excess });
            excess -= Math.Min(excess, last.Length);
        }

        return _extents;
    }

    private void Add(UdfAddress address, uint length, bool isRecorded, long offset)
    {
        // Only the last extent of a file may end inside a block (4/12.1).
        if (_length % volume.BlockSize != 0)
            throw new DamagedImageException(thing, offset, "has an extent that ends inside a block in front of another");
        _length += length;
        if (!isRecorded)
        {
            _blocks.Add(0);
            _extents.Add(new DiscExtent(DiscExtent.Nowhere, length));
        }
        else
        {
            if (address.Partition >= volume.Partitions.Count)
                throw new DamagedImageException(thing, offset, "points into another partition");
            if (!volume.Partitions[address.Partition].TryFind(address.Block, length, _extents))
                throw new DamagedImageException(thing, offset, "points behind the end of the partition");
            for (var block = address.Block; _blocks.Count < _extents.Count;)
            {
                _blocks.Add(block);
                block += (uint)(_extents[_blocks.Count - 1].Length / volume.BlockSize);
            }
        }

        if (_extents.Count > MaxExtents)
            throw new DamagedImageException(thing, offset, "lies in too many pieces");
    }
}
