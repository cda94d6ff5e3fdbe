using System.Collections.Concurrent;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;
using Archivist.Repository.Indexing;
using Archivist.Repository.Opening;
using Archivist.Repository.Packs;
using Archivist.Repository.Stores;

namespace Archivist.Repository.Writing;

/// <content>Open packs, and the way of full ones to the store and into an index.</content>
public sealed partial class RepositoryWriter
{
    /// <summary>No piece of a file is larger when sealed; a larger directory gets a pack of its own.</summary>
    private const int LargestPiece = FileChunker.MaximumSize + Sealer.Overhead;

    /// <summary>A transaction of hours that is killed loses no more than this of what it has stored.</summary>
    private static readonly TimeSpan IndexEvery = TimeSpan.FromMinutes(3);

    private readonly Lock _packGate = new();
    private readonly Lock _indexGate = new();
    private readonly ConcurrentBag<PackBuilder> _emptyPacks = [];
    private readonly ConcurrentBag<PackVerification> _verifications = [];
    private readonly List<(PackId Pack, IReadOnlyList<PackedBlob> Blobs)> _unindexed = [];
    private readonly PackChoice _choice;
    private readonly PackBuilder?[] _dataPacks = new PackBuilder?[PackChoice.Count], _treePacks = new PackBuilder?[PackChoice.Count];
    private long _indexedAt;

    /// <summary>
    /// Reserves room in one of the open packs of a type. A pack that this closes is returned in <paramref name="completed"/> when no one
    /// fills it any more; otherwise the last caller to release it receives it.
    /// </summary>
    private PackBuilder Reserve(
        BlobType type, BlobId id, int sealedLength, uint uncompressedLength, out Memory<byte> place, out PackBuilder? completed)
    {
        completed = null;
        lock (_packGate)
        {
            ref var open = ref (type is BlobType.Tree ? _treePacks : _dataPacks)[_choice.Next()];
            if (open is not null && !open.HasRoomFor(sealedLength))
            {
                completed = open.Release() ? open : null;
                open = null;
            }

            open ??= NewPack(sealedLength);
            var pack = open;
            place = pack.Reserve(type, id, sealedLength, uncompressedLength);
            if (pack.IsFull)
            {
                // Not the last hold: the blob that was just reserved holds it too.
                pack.Release();
                open = null;
            }

            return pack;
        }
    }

    private PackBuilder NewPack(int sealedLength) =>
        sealedLength > LargestPiece ? new PackBuilder(_sizing.TargetBytes, sealedLength)
        : _emptyPacks.TryTake(out var empty) ? empty
        : new PackBuilder(_sizing.TargetBytes, LargestPiece);

    /// <summary>
    /// The packs that are still open when everything is sealed; those of one type become one where they fit. So there are no more small packs than
    /// without the choice, and two chunks of a small file do not show their lengths as two packs.
    /// </summary>
    private List<PackBuilder> TakeOpenPacks()
    {
        lock (_packGate)
        {
            var packs = new List<PackBuilder>();
            foreach (var open in (PackBuilder?[][])[_dataPacks, _treePacks])
            {
                foreach (var pack in open.OfType<PackBuilder>())
                {
                    if (packs.LastOrDefault() is not { } before || before.Blobs[0].Type != pack.Blobs[0].Type || !before.TryTakeOver(pack))
                        packs.Add(pack);
                }

                Array.Clear(open);
            }

            return packs;
        }
    }

    /// <summary>Closes a full pack and looks at it once more, by whichever worker filled it; its bytes do not change any more.</summary>
    private ValueTask PassOnAsync(PackBuilder pack, CancellationToken cancellationToken)
    {
        pack.Finish(_repository.Repository.Sealers);
        // The name comes first: a bit that flips after it shows as content that does not match its name.
        if (_repository.Repository.VerifiesWrites)
        {
            var verification = _verifications.TryTake(out var idle) ? idle : new PackVerification(_repository.Repository);
            verification.Check(pack.Content.Span, pack.Blobs);
            _verifications.Add(verification);
        }

        return _packs.Writer.WriteAsync(pack, cancellationToken);
    }

    private async Task PassOnLastAsync(PackBuilder pack, CancellationToken cancellationToken)
    {
        try
        {
            await PassOnAsync(pack, cancellationToken);
        }
        catch (Exception cause)
        {
            Fail(cause);
            throw;
        }
    }

    private async Task WritePacksAsync()
    {
        await foreach (var builder in _packs.Reader.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                _stop.Token.ThrowIfCancellationRequested();
                await _repository.Repository.Store.PutAsync(
                    new ObjectName(ObjectKind.Pack, builder.Id.Value), new BytesContent(builder.Content), _stop.Token);
                Interlocked.Add(ref _storedBytes, builder.Content.Length);
                lock (_indexGate)
                    _unindexed.Add((builder.Id, builder.Blobs));
                builder.Reset();
                _emptyPacks.Add(builder);
                await WriteIndexAsync(_clock.GetElapsedTime(Interlocked.Read(ref _indexedAt)) < IndexEvery ? BlobsPerIndex : 1, _stop.Token);
            }
            catch (Exception cause)
            {
                Fail(cause);
            }
        }
    }

    private async Task WriteIndexAsync(int minimumBlobs, CancellationToken cancellationToken)
    {
        List<(PackId Pack, IReadOnlyList<PackedBlob> Blobs)> packs;
        lock (_indexGate)
        {
            if (_unindexed.Sum(pack => pack.Blobs.Count) < minimumBlobs)
                return;
            packs = [.. _unindexed];
            _unindexed.Clear();
            Interlocked.Exchange(ref _indexedAt, _clock.GetTimestamp());
        }

        await _repository.Repository.WriteFileAsync(ObjectKind.Index, IndexFile.Write(packs), cancellationToken);
        foreach (var (pack, blobs) in packs)
            _repository.Index.Add(pack, blobs);
        ForgetIndexed();
    }
}
