using Archivist.Platform.Problems;
using Archivist.Repository.Cataloguing;
using Archivist.Repository.Compression;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;
using Archivist.Repository.Indexing;
using Archivist.Repository.Opening;
using Archivist.Repository.Packs;
using Archivist.Repository.Problems;
using Archivist.Repository.Stores;
using Archivist.Repository.Writing;

namespace Archivist.Repository.Pruning;

/// <summary>
/// Writes chosen blobs of old packs into new ones, data and directories apart. Every blob is opened and compared with its id on
/// the way; a damaged one ends the run before anything was removed. Not thread-safe.
/// </summary>
internal sealed class Repacking(OpenRepository repository, PruneOptions options)
{
    /// <summary>Needed blobs with less than this between them are read together.</summary>
    private const int WorthReadingOver = 256 * 1024;

    private const int LargestUsualBlob = FileChunker.MaximumSize + Sealer.Overhead;

    private readonly IndexedRepository _opener = new(repository, new MasterIndex());
    private readonly PackVerification _verification = new(repository);
    private readonly List<(PackId Pack, IReadOnlyList<PackedBlob> Blobs)> _written = [];
    private PackBuilder? _data, _trees;
    private byte[] _sealed = [];

    /// <summary>Copies the kept blobs of one pack.</summary>
    internal async Task TakeAsync(CataloguedPack pack, BlobSet kept, CancellationToken cancellationToken)
    {
        var chosen = Enumerable.Range(0, pack.Blobs.Length).Where(i => kept.Contains(pack.FirstPosition + i))
            .Select(i => pack.Blobs[i]).OrderBy(blob => blob.Offset).ToList();
        for (var start = 0; start < chosen.Count;)
        {
            var end = start + 1;
            while (end < chosen.Count && chosen[end].Offset <= (long)chosen[end - 1].Offset + chosen[end - 1].Length + WorthReadingOver
                && chosen[end].Offset + (long)chosen[end].Length - chosen[start].Offset <= BlobLimits.LargestBlob)
                end++;
            await CopyAsync(pack.Id, chosen[start..end], cancellationToken);
            start = end;
        }
    }

    /// <summary>Writes what is left, and returns every new pack, durable.</summary>
    internal async Task<IReadOnlyList<(PackId Pack, IReadOnlyList<PackedBlob> Blobs)>> FinishAsync(CancellationToken cancellationToken)
    {
        foreach (var builder in new[] { _data, _trees }.OfType<PackBuilder>().Where(builder => builder.Blobs.Count > 0))
            await WriteAsync(builder, cancellationToken);
        return _written;
    }

    private async Task CopyAsync(PackId pack, List<PackedBlob> blobs, CancellationToken cancellationToken)
    {
        var name = new ObjectName(ObjectKind.Pack, pack.Value);
        var start = blobs[0].Offset;
        var bytes = new byte[blobs[^1].Offset + (long)blobs[^1].Length - start];
        try
        {
            await repository.Store.ReadRangeAsync(name, start, bytes, cancellationToken);
        }
        catch (Exception cause) when (cause is ObjectMissingException or EndOfStreamException)
        {
            throw new ArchivistException(new RepackUnreadable(pack, Cause.Of(cause)), cause);
        }

        foreach (var blob in blobs)
        {
            var sealedBlob = bytes.AsMemory((int)(blob.Offset - start), (int)blob.Length);
            if (Add(pack, blob, sealedBlob.Span) is { } full)
                await WriteAsync(full, cancellationToken);
        }
    }

    /// <summary>Returns the pack that had no room any more, if one had none.</summary>
    private PackBuilder? Add(PackId pack, in PackedBlob blob, ReadOnlySpan<byte> sealedBlob)
    {
        using var plaintext = _opener.TryOpenBlob(blob, sealedBlob, out var damage)
            ?? throw new ArchivistException(new RepackBlobDamaged(pack, blob.Id, damage));
        var uncompressed = blob.UncompressedLength;
        if (repository.Version >= 2 && !blob.IsCompressed && plaintext.Memory.Length > 0
            && (blob.Type is BlobType.Tree || options.RepackUncompressed))
        {
            sealedBlob = Compress(plaintext.Memory.Span);
            uncompressed = (uint)plaintext.Memory.Length;
        }

        ref var open = ref blob.Type is BlobType.Tree ? ref _trees : ref _data;
        var full = open is not null && (open.IsFull || !open.HasRoomFor(sealedBlob.Length)) ? open : null;
        if (open is null || full is not null)
            open = new PackBuilder(options.Sizing.TargetBytes, Math.Max(sealedBlob.Length, LargestUsualBlob));
        sealedBlob.CopyTo(open.Reserve(blob.Type, blob.Id, sealedBlob.Length, uncompressed).Span);
        return full;
    }

    /// <summary>Compressed even where that makes it longer: otherwise every run would rewrite the same blob.</summary>
    private ReadOnlySpan<byte> Compress(ReadOnlySpan<byte> plaintext)
    {
        var compressed = new byte[repository.Zstd.Bound(plaintext.Length)];
        var length = repository.Zstd.Compress(plaintext, compressed, CompressionChoice.Default);
        if (_sealed.Length < length + Sealer.Overhead)
            _sealed = new byte[length + Sealer.Overhead];
        return _sealed.AsSpan(0, repository.Sealers.Seal(compressed.AsSpan(0, length), _sealed));
    }

    private async Task WriteAsync(PackBuilder builder, CancellationToken cancellationToken)
    {
        builder.Finish(repository.Sealers);
        if (repository.VerifiesWrites)
            _verification.Check(builder.Content.Span, builder.Blobs);
        await repository.Store.PutAsync(new ObjectName(ObjectKind.Pack, builder.Id.Value), new BytesContent(builder.Content), cancellationToken);
        _written.Add((builder.Id, builder.Blobs));
    }

}
