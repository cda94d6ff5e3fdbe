using System.Buffers.Binary;
using Archivist.Repository.Crypto;
using Archivist.Repository.Opening;
using Archivist.Repository.Packs;
using Archivist.Repository.Stores;

namespace Archivist.Repository.Cataloguing;

/// <summary>Reads the header of a pack.</summary>
internal static class PackHeaderReading
{
    /// <summary>Headers are rarely longer; a longer one takes a second read.</summary>
    private const int Guess = 16 * 1024;

    /// <summary>Null unless the header can be opened and its entries fill the pack exactly.</summary>
    internal static async Task<List<PackedBlob>?> TryReadAsync(OpenRepository repository, StoredObject pack, CancellationToken cancellationToken)
    {
        if (pack.Length is < Sealer.Overhead + PackHeader.LengthFieldSize or > int.MaxValue / 2)
            return null;
        try
        {
            var tail = new byte[Math.Min(pack.Length, Guess)];
            await repository.Store.ReadRangeAsync(pack.Name, pack.Length - tail.Length, tail, cancellationToken);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(tail.Length - PackHeader.LengthFieldSize));
            if (length < Sealer.Overhead || length > pack.Length - PackHeader.LengthFieldSize)
                return null;
            var whole = (int)length + PackHeader.LengthFieldSize;
            if (whole > tail.Length)
            {
                tail = new byte[whole];
                await repository.Store.ReadRangeAsync(pack.Name, pack.Length - whole, tail, cancellationToken);
            }

            return TryOpen(repository, tail.AsSpan(tail.Length - whole, (int)length), pack.Length);
        }
        catch (Exception cause) when (cause is ObjectMissingException or EndOfStreamException)
        {
            return null;
        }
    }

    private static List<PackedBlob>? TryOpen(OpenRepository repository, ReadOnlySpan<byte> sealedHeader, long packLength)
    {
        var entries = new byte[sealedHeader.Length - Sealer.Overhead];
        return repository.Sealers.TryOpen(sealedHeader, entries) ? PackHeader.TryParse(entries, packLength) : null;
    }
}
