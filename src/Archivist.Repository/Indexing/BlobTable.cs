using Archivist.Repository.Ids;
using Archivist.Repository.Packs;

namespace Archivist.Repository.Indexing;

/// <summary>
/// Blobs with a number each, in the order in which they were added: an open-addressed hash table over entries of 48 bytes, about 56 bytes a blob.
/// Ids are digests, so any 32 bits of them are a hash. Not thread-safe.
/// </summary>
internal sealed class BlobTable
{
    /// <summary>Entries are kept in segments, so that growing copies only the slots.</summary>
    private const int SegmentBits = 14;
    private const int SegmentSize = 1 << SegmentBits;

    private readonly List<Entry[]> _segments = [];
    private int[] _slots = new int[1024];

    internal int Count { get; private set; }

    /// <summary>The entry with a number from 0 to <see cref="Count"/> - 1.</summary>
    internal ref Entry this[int number] => ref _segments[number >> SegmentBits][number & (SegmentSize - 1)];

    /// <summary>The blob's number, or -1.</summary>
    internal int Find(BlobType type, BlobId id)
    {
        var slot = Slot(type, id);
        return _slots[slot] - 1;
    }

    /// <summary>True when the blob was not there; its entry is at <paramref name="number"/> and has no place yet.</summary>
    internal bool TryAdd(BlobType type, BlobId id, out int number)
    {
        var slot = Slot(type, id);
        number = _slots[slot] - 1;
        if (number >= 0)
            return false;
        // More than five of eight slots in use make searches long.
        if ((Count + 1L) * 8 > _slots.Length * 5L)
        {
            Grow();
            slot = Slot(type, id);
        }

        number = Count++;
        if (number >> SegmentBits == _segments.Count)
            _segments.Add(GC.AllocateUninitializedArray<Entry>(_segments.Count == 0 ? SegmentSize / 16 : SegmentSize));
        else if (number == SegmentSize / 16 && _segments[0].Length < SegmentSize)
            GrowFirstSegment();
        _slots[slot] = number + 1;
        this[number] = new Entry { Id = id, Type = type };
        return true;
    }

    private int Slot(BlobType type, BlobId id)
    {
        var mask = _slots.Length - 1;
        var slot = id.GetHashCode() & mask;
        while (_slots[slot] is var used and > 0)
        {
            ref var entry = ref this[used - 1];
            if (entry.Id == id && entry.Type == type)
                break;
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private void Grow()
    {
        _slots = new int[checked(_slots.Length * 2)];
        var mask = _slots.Length - 1;
        for (var number = 0; number < Count; number++)
        {
            var slot = this[number].Id.GetHashCode() & mask;
            while (_slots[slot] > 0)
                slot = (slot + 1) & mask;
            _slots[slot] = number + 1;
        }
    }

    /// <summary>A small repository does not pay for a whole segment.</summary>
    private void GrowFirstSegment()
    {
        var whole = GC.AllocateUninitializedArray<Entry>(SegmentSize);
        _segments[0].CopyTo(whole, 0);
        _segments[0] = whole;
    }

    /// <summary>One blob and its place.</summary>
    internal struct Entry
    {
        internal BlobId Id;
        internal uint Offset, Length, UncompressedLength;
        private int _packAndType;

        internal BlobType Type
        {
            readonly get => (BlobType)(_packAndType & 1);
            set => _packAndType = (_packAndType & ~1) | (int)value;
        }

        /// <summary>The pack's number.</summary>
        internal int Pack
        {
            readonly get => _packAndType >> 1;
            set => _packAndType = (value << 1) | (_packAndType & 1);
        }

        internal readonly PackedBlob ToPackedBlob() => new(Type, Id, Offset, Length, UncompressedLength);
    }
}
