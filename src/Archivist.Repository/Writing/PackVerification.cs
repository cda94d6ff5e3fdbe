using System.Buffers.Binary;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Opening;
using Archivist.Repository.Packs;
using Archivist.Repository.Problems;

namespace Archivist.Repository.Writing;

/// <summary>
/// Opens every blob of a finished pack, as a reader would, and compares it with its id, and the header with what was meant. Its memory is used for one pack
/// after another: fresh pages would cost as much as the work. Not thread-safe.
/// </summary>
internal sealed class PackVerification(OpenRepository repository)
{
    /// <summary>Small blobs are hashed side by side; of large ones a few at a time, for memory counts more than their lanes.</summary>
    private const int MostBlobs = 256, MostBytes = 4 << 20;

    /// <summary>Larger ones, the trees of huge directories, get memory that is not kept.</summary>
    private const int LargestKept = MostBytes + FileChunker.MaximumSize;

    private readonly List<ReadOnlyMemory<byte>> _contents = [];
    private readonly Digest[] _digests = new Digest[MostBlobs];
    private byte[] _opened = [], _plaintext = [];

    /// <summary>Checks a pack, which stays as it is.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Failed"/>: it is not what was meant.</exception>
    internal void Check(ReadOnlySpan<byte> pack, IReadOnlyList<PackedBlob> blobs)
    {
        CheckHeader(pack, blobs);
        for (var (start, end) = (0, 0); start < blobs.Count; start = end)
        {
            var bytes = 0L;
            for (; end < blobs.Count && (end == start || (end - start < MostBlobs && bytes + blobs[end].PlaintextLength <= MostBytes)); end++)
                bytes += blobs[end].PlaintextLength;
            CheckBlobs(pack, blobs, start, end, (int)bytes);
        }
    }

    private void CheckHeader(ReadOnlySpan<byte> pack, IReadOnlyList<PackedBlob> blobs)
    {
        var length = BinaryPrimitives.ReadUInt32LittleEndian(pack[^PackHeader.LengthFieldSize..]);
        if (length < Sealer.Overhead || length > pack.Length - PackHeader.LengthFieldSize)
            throw Refuse(WriteDamage.Content);
        var entries = new byte[length - Sealer.Overhead];
        if (!repository.Sealers.TryOpen(pack[^(PackHeader.LengthFieldSize + (int)length)..^PackHeader.LengthFieldSize], entries))
            throw Refuse(WriteDamage.Tag);
        if (PackHeader.TryParse(entries, pack.Length) is not { } read || !read.SequenceEqual(blobs))
            throw Refuse(WriteDamage.Content);
    }

    private void CheckBlobs(ReadOnlySpan<byte> pack, IReadOnlyList<PackedBlob> blobs, int start, int end, int bytes)
    {
        var memory = Room(ref _plaintext, bytes).AsMemory();
        _contents.Clear();
        for (var i = start; i < end; i++)
        {
            var blob = blobs[i];
            var plaintext = memory[..(int)blob.PlaintextLength];
            memory = memory[plaintext.Length..];
            Open(pack.Slice((int)blob.Offset, (int)blob.Length), blob, plaintext.Span);
            _contents.Add(plaintext);
        }

        Sha256Batch.Hash(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_contents), _digests, repository.Sealers.Crypto);
        for (var i = start; i < end; i++)
        {
            if (_digests[i - start] != blobs[i].Id.Value)
                throw Refuse(blobs[i], WriteDamage.Content);
        }
    }

    private void Open(ReadOnlySpan<byte> message, in PackedBlob blob, Span<byte> plaintext)
    {
        var opened = blob.IsCompressed ? Room(ref _opened, message.Length).AsSpan(0, message.Length - Sealer.Overhead) : plaintext;
        if (!repository.Sealers.TryOpen(message, opened))
            throw Refuse(blob, WriteDamage.Tag);
        if (blob.IsCompressed && !repository.Zstd.TryDecompressExactly(opened, plaintext))
            throw Refuse(blob, WriteDamage.Compression);
    }

    private static byte[] Room(ref byte[] kept, int length)
    {
        if (kept.Length >= length)
            return kept;
        var room = GC.AllocateUninitializedArray<byte>(length > LargestKept ? length : Math.Min(LargestKept, Math.Max(length, MostBytes)));
        if (length <= LargestKept)
            kept = room;
        return room;
    }

    private static ArchivistException Refuse(WriteDamage damage) => new(new PackHeaderDamagedInMemory(damage));

    private static ArchivistException Refuse(in PackedBlob blob, WriteDamage damage) => new(new BlobDamagedInMemory(blob.Type, blob.Id, damage));
}
