using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Archivist.Platform.Kernel;
using Archivist.Repository.Crypto;
using Archivist.Repository.Files;
using Archivist.Repository.Ids;

namespace Archivist.Repository.Packs;

/// <summary>
/// A pack under construction. Room is reserved by one thread at a time; reserved room is filled by several threads at once, and the thread that releases
/// last hands the pack on. The memory never moves.
/// </summary>
internal sealed class PackBuilder
{
    /// <summary>restic packs at most this many blobs, so that the header stays small against the content.</summary>
    private const int MostBlobs = 15_000;

    private readonly int _targetSize;
    private readonly byte[] _content;
    private int _length;
    private int _holds = 1;

    /// <param name="targetSize">The pack is full from this many bytes on.</param>
    /// <param name="largestBlob">Sealed bytes of the largest blob that must fit when the pack is just not full.</param>
    internal PackBuilder(int targetSize, int largestBlob)
    {
        _targetSize = targetSize;
        _content = GC.AllocateUninitializedArray<byte>(
            targetSize + largestBlob + (MostBlobs * PackHeader.CompressedEntrySize) + Sealer.Overhead + PackHeader.LengthFieldSize, pinned: true);
        PreferHugePages(_content);
    }

    /// <summary>What it holds; a new list for each pack, for the index keeps it.</summary>
    internal List<PackedBlob> Blobs { get; private set; } = [];

    internal bool IsFull => _length >= _targetSize || Blobs.Count >= MostBlobs;

    /// <summary>True when a sealed blob of this size still has room beside the header.</summary>
    internal bool HasRoomFor(int sealedLength) =>
        sealedLength <= _content.Length - _length - ((MostBlobs * PackHeader.CompressedEntrySize) + Sealer.Overhead + PackHeader.LengthFieldSize);

    /// <summary>Reserves room for one blob and holds the pack until <see cref="Release"/>. Callers take turns.</summary>
    internal Memory<byte> Reserve(BlobType type, BlobId id, int sealedLength, uint uncompressedLength)
    {
        Blobs.Add(new PackedBlob(type, id, (uint)_length, (uint)sealedLength, uncompressedLength));
        Interlocked.Increment(ref _holds);
        var place = _content.AsMemory(_length, sealedLength);
        _length += sealedLength;
        return place;
    }

    /// <summary>Gives up one hold: one for each blob, one for being open. True when it was the last: the pack is complete.</summary>
    internal bool Release() => Interlocked.Decrement(ref _holds) == 0;

    /// <summary>Empties it for the next pack and keeps its memory.</summary>
    internal void Reset()
    {
        _length = 0;
        _holds = 1;
        Blobs = [];
    }

    /// <summary>The whole pack after <see cref="Finish"/>, until <see cref="Reset"/>.</summary>
    internal ReadOnlyMemory<byte> Content => _content.AsMemory(0, _length);

    /// <summary>The name of the pack after <see cref="Finish"/>.</summary>
    internal PackId Id { get; private set; }

    /// <summary>Moves all blobs of another pack into this one, if there is room for them and only the headers of both are missing.</summary>
    internal bool TryTakeOver(PackBuilder other)
    {
        if (_length + other._length > _targetSize || Blobs.Count + other.Blobs.Count > MostBlobs)
            return false;
        other.Content.CopyTo(_content.AsMemory(_length));
        foreach (var blob in other.Blobs)
            Blobs.Add(blob with { Offset = blob.Offset + (uint)_length });
        _length += other._length;
        return true;
    }

    /// <summary>A pack is filled from end to end: in pages of 4 KiB its memory would be asked of the kernel 4,000 times.</summary>
    private static unsafe void PreferHugePages(byte[] pinned)
    {
        const int HugePage = 2 << 20;
        if (!OperatingSystem.IsLinux() || pinned.Length < 2 * HugePage)
            return;
        var address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));
        var first = (address + HugePage - 1) & ~(nuint)(HugePage - 1);
        _ = Libc.AdviseMemory((void*)first, (address + (nuint)pinned.Length - first) & ~(nuint)(HugePage - 1), Libc.AdviceHugePages);
    }

    /// <summary>Appends the header and names the pack.</summary>
    internal void Finish(SealerPool sealers)
    {
        _length += PackHeader.Write(Blobs, sealers, _content.AsSpan(_length));
        Id = new PackId(Digest.Of(Content.Span));
    }
}
