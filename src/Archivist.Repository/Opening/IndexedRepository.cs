using System.Buffers;
using Archivist.Platform.Problems;
using Archivist.Repository.Chunking;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;
using Archivist.Repository.Indexing;
using Archivist.Repository.Packs;
using Archivist.Repository.Problems;
using Archivist.Repository.Stores;
using Archivist.Repository.Trees;

namespace Archivist.Repository.Opening;

/// <summary>Unlocked with its index in memory: the only type that can read or write blobs. Thread-safe.</summary>
public sealed class IndexedRepository
{
    private readonly PackWindows? _windows;

    /// <summary>Null where the store is a single copy.</summary>
    private readonly ICopyChoice? _choice;

    internal IndexedRepository(OpenRepository repository, MasterIndex index)
    {
        Repository = repository;
        Index = index;
        // Of several copies each is asked for what it has, and no more.
        _windows = repository.Store.Find<IRedundantStore>() is not null ? null : new PackWindows(repository.Store);
        _choice = repository.Store.Find<ICopyChoice>();
        Polynomial.TryParse(repository.ChunkerPolynomial, out var polynomial);
        Boundary = new ChunkBoundary(polynomial);
    }

    /// <summary>The repository without its index.</summary>
    public OpenRepository Repository { get; }

    /// <summary>Number of blobs known.</summary>
    public int BlobCount => Index.Count;

    internal MasterIndex Index { get; }

    /// <summary>The index files whose content is in <see cref="Index"/>, where they were loaded as files.</summary>
    internal HashSet<ObjectName> LoadedIndexes { get; } = [];

    internal ChunkBoundary Boundary { get; }

    /// <summary>True when the repository already holds this data blob.</summary>
    public bool HasData(BlobId id) => Index.Contains(BlobType.Data, id);

    /// <summary>True when the repository holds this tree.</summary>
    public bool HasTree(BlobId id) => Index.Contains(BlobType.Tree, id);

    /// <summary>Plaintext length of a data blob, or null when it is not in the index.</summary>
    public long? FindDataLength(BlobId id) =>
        Index.TryFind(BlobType.Data, id, out var location) ? location.Blob.PlaintextLength : null;

    /// <summary>The pack and the range that hold a data blob, so that neighbours can be read together; null when it is not in the index.</summary>
    public (PackId Pack, long Offset, int Length)? FindData(BlobId id) =>
        Index.TryFind(BlobType.Data, id, out var location)
            ? (location.Pack, location.Blob.Offset, (int)location.Blob.Length)
            : null;

    /// <summary>The pack that holds a tree; null when it is not in the index.</summary>
    public PackId? FindTree(BlobId id) => Index.TryFind(BlobType.Tree, id, out var location) ? location.Pack : null;

    /// <summary>Plaintext length of a tree, or null when it is not in the index.</summary>
    public long? FindTreeLength(BlobId id) =>
        Index.TryFind(BlobType.Tree, id, out var location) ? location.Blob.PlaintextLength : null;

    /// <summary>Reads one tree.</summary>
    public async Task<IReadOnlyList<Node>> ReadTreeAsync(BlobId id, CancellationToken cancellationToken)
    {
        using var plaintext = await ReadBlobAsync(BlobType.Tree, id, cancellationToken);
        return TreeFile.Read(plaintext.Memory.Span, id);
    }

    /// <summary>
    /// Reads and authenticates one blob, asking further copies where the first is damaged or missing.
    /// The caller disposes the result. A blob that no copy can supply is <see cref="Failure.DataLoss"/>
    /// when it is missing and <see cref="Failure.Tampering"/> when it is damaged.
    /// </summary>
    /// <exception cref="ArchivistException">
    /// <see cref="Failure.DataLoss"/>: no index knows the blob, or its pack is missing; <see cref="Failure.Tampering"/>: every copy is damaged, or its length is impossible.
    /// </exception>
    public async Task<PlainBlob> ReadBlobAsync(BlobType type, BlobId id, CancellationToken cancellationToken)
    {
        if (!Index.TryFind(type, id, out var location))
            throw new ArchivistException(new BlobNotIndexed(type, id, Repository.Store.Location));
        if (location.Blob.Length > BlobLimits.LimitOf(type))
            throw new ArchivistException(new BlobTooLarge(type, id, location.Blob.Length));

        var name = new ObjectName(ObjectKind.Pack, location.Pack.Value);
        var message = ArrayPool<byte>.Shared.Rent((int)location.Blob.Length);
        try
        {
            if (type is BlobType.Tree && _windows is not null
                && await _windows.TryReadAsync(location.Pack, location.Blob.Offset, message.AsMemory(0, (int)location.Blob.Length), cancellationToken))
            {
                if (OpenInPlace(location.Blob, message.AsMemory(0, (int)location.Blob.Length), out _) is { } near)
                    return near;
                _windows.Forget(location.Pack);
                _choice?.Reject(name, new ByteRange(location.Blob.Offset, location.Blob.Length), copy: null);
            }

            if (_choice is not null)
                return await ReadChosenAsync(_choice, location, name, message.AsMemory(0, (int)location.Blob.Length), cancellationToken);
            ArchivistException? last = null;
            var sources = Repository.Sources;
            foreach (var source in sources)
            {
                try
                {
                    var sealedBlob = message.AsMemory(0, (int)location.Blob.Length);
                    await source.ReadRangeAsync(name, location.Blob.Offset, sealedBlob, cancellationToken);
                    // Opened where it lies; should it be damaged, the next copy is read over it.
                    if (OpenInPlace(location.Blob, sealedBlob, out var damage) is { } plaintext)
                        return plaintext;
                    last = new ArchivistException(new BlobDamaged(type, id, name, source.Location, damage));
                }
                catch (ObjectMissingException cause)
                {
                    last ??= new ArchivistException(new BlobPackMissing(type, id, name, source.Location), cause);
                }
                catch (EndOfStreamException cause)
                {
                    last = new ArchivistException(new ObjectDamaged(name, source.Location, ObjectDamage.Truncated), cause);
                }
                catch (ArchivistException cause) when (cause.Failure is Failure.TooFewReplicas or Failure.MediumFailed && sources.Count > 1)
                {
                    last ??= cause;
                }
            }

            throw (Exception?)last ?? new InvalidOperationException("A store without copies was asked for a blob.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(message);
        }
    }

    /// <summary>Notes that the bytes of a data blob, which the caller read itself from <see cref="OpenRepository.Store"/>, were wrong, so that another copy is asked for them.</summary>
    public void RejectData(BlobId id)
    {
        if (_choice is not null && Index.TryFind(BlobType.Data, id, out var location))
            _choice.Reject(new ObjectName(ObjectKind.Pack, location.Pack.Value), new ByteRange(location.Blob.Offset, location.Blob.Length), copy: null);
    }

    /// <summary>Reads a blob from one copy after the other until the bytes are right.</summary>
    private async Task<PlainBlob> ReadChosenAsync(ICopyChoice choice, BlobLocation location, ObjectName name, Memory<byte> sealedBlob, CancellationToken cancellationToken)
    {
        var blob = location.Blob;
        ArchivistException? last = null;
        try
        {
            while (await choice.ReadFromOneAsync(name, blob.Offset, sealedBlob, cancellationToken) is { } copy)
            {
                if (OpenInPlace(blob, sealedBlob, out var damage) is { } plaintext)
                    return plaintext;
                choice.Reject(name, new ByteRange(blob.Offset, blob.Length), copy);
                last = new ArchivistException(new BlobDamaged(blob.Type, blob.Id, name, copy.Location, damage));
            }
        }
        catch (ObjectMissingException cause)
        {
            last ??= new ArchivistException(new BlobPackMissing(blob.Type, blob.Id, name, Repository.Store.Location), cause);
        }
        catch (EndOfStreamException cause)
        {
            last ??= new ArchivistException(new ObjectDamaged(name, Repository.Store.Location, ObjectDamage.Truncated), cause);
        }
        catch (Exception cause) when (last is not null && cause is IOException or ArchivistException)
        {
            // The damage says more than the failure of the copy that was asked afterwards.
        }

        throw last ?? new ArchivistException(new BlobDamaged(blob.Type, blob.Id, name, Repository.Store.Location, BlobDamage.Tag));
    }

    /// <summary>
    /// Opens sealed data blobs that the caller has read itself; a damaged one stays null. Opening many at once is faster than one by one.
    /// </summary>
    /// <param name="ids">The pieces.</param>
    /// <param name="sealedBlobs">Exactly their sealed bytes, at the places that <see cref="FindData"/> returned; decrypted in place.</param>
    /// <param name="opened">Receives one blob per id. Blobs may share the memory of <paramref name="sealedBlobs"/>; the caller disposes them before reusing it.</param>
    public void OpenData(IReadOnlyList<BlobId> ids, IReadOnlyList<Memory<byte>> sealedBlobs, Span<PlainBlob?> opened)
    {
        var blobs = new PackedBlob[ids.Count];
        for (var i = 0; i < ids.Count; i++)
        {
            // An entry that does not fit these bytes is reported as damaged because of its wrong length.
            if (Index.TryFind(BlobType.Data, ids[i], out var location))
                blobs[i] = location.Blob;
        }

        OpenBlobs(blobs, sealedBlobs, opened, new BlobDamage[blobs.Length]);
    }

    /// <summary>Opens, decompresses and checks blobs against their ids, in place where they are not compressed.</summary>
    internal void OpenBlobs(
        IReadOnlyList<PackedBlob> blobs, IReadOnlyList<Memory<byte>> sealedBlobs, Span<PlainBlob?> opened, Span<BlobDamage> damages)
    {
        var messages = new ReadOnlyMemory<byte>[blobs.Count];
        var block = BlobBlock.For(blobs);
        try
        {
            for (var i = 0; i < blobs.Count; i++)
            {
                opened[i] = Unseal(blobs[i], sealedBlobs[i], block, out damages[i]);
                messages[i] = opened[i]?.Memory ?? default;
            }
        }
        finally
        {
            block?.Release();
        }

        var digests = new Digest[blobs.Count];
        Sha256Batch.Hash(messages, digests);
        for (var i = 0; i < blobs.Count; i++)
        {
            if (opened[i] is not { } plaintext || digests[i] == blobs[i].Id.Value)
                continue;
            plaintext.Dispose();
            (opened[i], damages[i]) = (null, BlobDamage.Hash);
        }
    }

    /// <summary>Opens, decompresses and checks one blob against its id; the sealed bytes stay as they are.</summary>
    internal PlainBlob? TryOpenBlob(in PackedBlob blob, ReadOnlySpan<byte> sealedBlob, out BlobDamage damage)
    {
        using var copy = new PlainBlob(sealedBlob.Length);
        sealedBlob.CopyTo(copy.Writable);
        return OpenInPlace(blob, copy.Memory, out damage);
    }

    /// <summary>The same, and the sealed bytes are overwritten; what is returned lies elsewhere.</summary>
    private PlainBlob? OpenInPlace(in PackedBlob blob, Memory<byte> sealedBlob, out BlobDamage damage)
    {
        var opened = new PlainBlob?[1];
        var damages = new BlobDamage[1];
        OpenBlobs([blob], [sealedBlob], opened, damages);
        damage = damages[0];
        return opened[0]?.Detach();
    }

    /// <summary>Authenticates, decrypts in place and decompresses; the caller compares the result with the id.</summary>
    private PlainBlob? Unseal(in PackedBlob blob, Memory<byte> sealedBlob, BlobBlock? block, out BlobDamage damage)
    {
        damage = BlobDamage.Tag;
        if (sealedBlob.Length != blob.Length || sealedBlob.Length < Sealer.Overhead || blob.UncompressedLength > BlobLimits.LimitOf(blob.Type))
            return null;
        var payload = sealedBlob[Sealer.IvSize..^Sealer.TagSize];
        if (!Repository.Sealers.TryOpen(sealedBlob.Span, payload.Span))
            return null;
        damage = BlobDamage.None;
        if (!blob.IsCompressed)
            return new PlainBlob(payload);
        var plaintext = block is null ? new PlainBlob((int)blob.UncompressedLength) : new PlainBlob(block, (int)blob.UncompressedLength);
        if (Repository.Zstd.TryDecompressExactly(payload.Span, plaintext.Writable))
            return plaintext;
        plaintext.Dispose();
        damage = BlobDamage.Compression;
        return null;
    }
}
