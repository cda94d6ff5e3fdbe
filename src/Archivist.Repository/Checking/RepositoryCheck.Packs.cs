using System.Buffers;
using System.Buffers.Binary;
using Archivist.Platform.Problems;
using Archivist.Repository.Cataloguing;
using Archivist.Repository.Crypto;
using Archivist.Repository.Packs;
using Archivist.Repository.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Repository.Checking;

/// <content>Reading packs.</content>
public sealed partial class RepositoryCheck
{
    private async Task ReadPackAsync(StoredObject pack, CataloguedPack known, CancellationToken cancellationToken)
    {
        if (pack.Length is < Sealer.Overhead + PackHeader.LengthFieldSize or > int.MaxValue / 2)
        {
            _findings.Enqueue(new CheckFinding(new PackSizeImpossible(known.Id, pack.Length)));
            return;
        }

        var content = ArrayPool<byte>.Shared.Rent((int)pack.Length);
        try
        {
            var bytes = content.AsMemory(0, (int)pack.Length);
            await _repository.Store.ReadRangeAsync(pack.Name, 0, bytes, cancellationToken);
            Interlocked.Add(ref _bytesRead, pack.Length);
            foreach (var damage in FindDamage(known, bytes))
                _findings.Enqueue(new CheckFinding(damage));
        }
        catch (Exception cause) when (cause is EndOfStreamException or ObjectMissingException)
        {
            _findings.Enqueue(new CheckFinding(new ObjectFaulty(pack.Name, Cause.Of(cause))));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(content);
        }
    }

    private List<Problem> FindDamage(CataloguedPack known, Memory<byte> content)
    {
        ReadOnlySpan<byte> pack = content.Span;
        var problems = new List<Problem>();
        if (Digest.Of(pack) != known.Id.Value)
            problems.Add(new PackHashWrong(known.Id));
        var headerLength = BinaryPrimitives.ReadUInt32LittleEndian(pack[^PackHeader.LengthFieldSize..]);
        if (headerLength < Sealer.Overhead || headerLength > pack.Length - PackHeader.LengthFieldSize)
        {
            problems.Add(new PackHeaderWrong(known.Id, headerLength));
            return problems;
        }

        var entries = new byte[headerLength - Sealer.Overhead];
        var sealedHeader = pack[^(PackHeader.LengthFieldSize + (int)headerLength)..^PackHeader.LengthFieldSize];
        if (!_repository.Sealers.TryOpen(sealedHeader, entries) || PackHeader.TryParse(entries, pack.Length) is not { } blobs)
        {
            problems.Add(new PackHeaderWrong(known.Id, null));
            return problems;
        }

        foreach (var batch in BlobBatches.Of(blobs))
        {
            var opened = new PlainBlob?[batch.Count];
            var damages = new BlobDamage[batch.Count];
            _indexed.OpenBlobs(batch, [.. batch.Select(blob => content.Slice((int)blob.Offset, (int)blob.Length))], opened, damages);
            for (var i = 0; i < batch.Count; i++)
            {
                opened[i]?.Dispose();
                if (damages[i] is not BlobDamage.None)
                    problems.Add(new PackBlobDamaged(known.Id, batch[i].Id, batch[i].Offset, damages[i]));
            }
        }

        if (known.Blobs.Except(blobs).Any())
            problems.Add(new PackContradictsIndex(known.Id));
        return problems;
    }
}
