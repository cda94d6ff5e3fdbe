using System.Buffers.Binary;
using Archivist.Images.Mapping;
using Archivist.Images.Model;

namespace Archivist.Images.Reading;

/// <summary>How long an image or a disc must be by its own account.</summary>
public static class ImageExtent
{
    /// <summary>Bytes up to the end of its newest ISO 9660 session or its UDF partition, whichever is further; null when it has neither.</summary>
    public static async Task<long?> FindAsync(IImageSource source, CancellationToken cancellationToken)
    {
        var (iso, udf) = (await FindIsoAsync(source, cancellationToken), FindUdf(source));
        return iso is null ? udf : Math.Max(iso.Value, udf ?? 0);
    }

    private static async Task<long?> FindIsoAsync(IImageSource source, CancellationToken cancellationToken)
    {
        try
        {
            return (await IsoVolume.FindNewestAsync(new BlockReader(source), cancellationToken))?.Blocks * Sector.Size;
        }
        catch (Exception e) when (e is DamagedImageException or IOException)
        {
            // A damaged descriptor says nothing that could be relied on.
            return null;
        }
    }

    /// <summary>ECMA-167 3/10.5: start and length of the partition, in the main volume descriptor sequence that the anchor at sector 256 names.</summary>
    private static long? FindUdf(IImageSource source)
    {
        var block = new byte[Sector.Size];
        if (!TryRead(source, UdfPlaces.Anchor, block) || !UdfTag.TryRead(block, UdfPlaces.Anchor, out var anchor, out _) || anchor.Identifier != UdfTag.Anchor)
            return null;
        var (blocks, first) = (BinaryPrimitives.ReadUInt32LittleEndian(block.AsSpan(16)) / Sector.Size, BinaryPrimitives.ReadUInt32LittleEndian(block.AsSpan(20)));
        long? end = null;
        for (var place = first; place < first + Math.Min(blocks, 64); place++)
        {
            if (!TryRead(source, place, block) || !UdfTag.TryRead(block, place, out var tag, out _) || tag.Identifier == UdfTag.Terminating)
                break;
            if (tag.Identifier == UdfTag.Partition)
                end = (BinaryPrimitives.ReadUInt32LittleEndian(block.AsSpan(188)) + (long)BinaryPrimitives.ReadUInt32LittleEndian(block.AsSpan(192))) * Sector.Size;
        }

        return end;
    }

    private static bool TryRead(IImageSource source, long sector, Span<byte> block)
    {
        try
        {
            for (var done = 0; done < block.Length;)
            {
                var read = source.Read((sector * Sector.Size) + done, block[done..]);
                if (read == 0)
                    return false;
                done += read;
            }

            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
