using System.Buffers;
using System.Buffers.Binary;
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
            _findings.Enqueue(new CheckFinding.Damaged(pack.Name, $"{pack.Length} bytes cannot be a pack"));
            return;
        }

        var content = ArrayPool<byte>.Shared.Rent((int)pack.Length);
        try
        {
            var bytes = content.AsMemory(0, (int)pack.Length);
            await _repository.Store.ReadRangeAsync(pack.Name, 0, bytes, cancellationToken);
            Interlocked.Add(ref _bytesRead, pack.Length);
            foreach (var cause in FindDamage(pack.Name, known, bytes))
                _findings.Enqueue(new CheckFinding.Damaged(pack.Name, cause));
        }
        catch (Exception cause) when (cause is EndOfStreamException or ObjectMissingException)
        {
            _findings.Enqueue(new CheckFinding.Damaged(pack.Name, cause.Message));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(content);
        }
    }

    private List<string> FindDamage(ObjectName name, CataloguedPack known, Memory<byte> content)
    {
        ReadOnlySpan<byte> pack = content.Span;
        var causes = new List<string>();
        if (Digest.Of(pack) != name.Id)
            causes.Add("its bytes do not match its name");
        var headerLength = BinaryPrimitives.ReadUInt32LittleEndian(pack[^PackHeader.LengthFieldSize..]);
        if (headerLength < Sealer.Overhead || headerLength > pack.Length - PackHeader.LengthFieldSize)
        {
            causes.Add($"its header claims {headerLength} bytes");
            return causes;
        }

        var entries = new byte[headerLength - Sealer.Overhead];
        var sealedHeader = pack[^(PackHeader.LengthFieldSize + (int)headerLength)..^PackHeader.LengthFieldSize];
        if (!_repository.Sealers.TryOpen(sealedHeader, entries) || PackHeader.TryParse(entries, pack.Length) is not { } blobs)
        {
            causes.Add("its header is damaged");
            return causes;
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
                    causes.Add($"blob {batch[i].Id} at {batch[i].Offset} is damaged ({damages[i]})");
            }
        }

        if (known.Blobs.Except(blobs).Any())
            causes.Add("its header and its index disagree");
        return causes;
    }
}
