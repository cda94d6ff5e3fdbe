using System.Buffers.Binary;
using Archivist.Media.Reading;
using Archivist.Media.Udf;

namespace Archivist.Media.Verifying;

/// <summary>Checks every volume structure of UDF: recognition, both sequences, integrity, and that the copies agree.</summary>
internal static class UdfCheck
{
    internal static async Task<UdfVolume> CheckAsync(
        BlockReader reader, long recognition, Findings findings, CancellationToken cancellationToken)
    {
        await CheckRecognitionAsync(reader, recognition, cancellationToken);
        var (main, reserve) = await UdfVolume.ReadAnchorAsync(reader, UdfPlaces.Anchor, cancellationToken);
        var volume = await UdfVolume.ReadSequenceAsync(reader, main, reserve, useReserve: false, cancellationToken);
        await CheckSequencesAsync(reader, main, reserve, findings, cancellationToken);
        await CheckIntegrityAsync(reader, volume, cancellationToken);
        return volume;
    }

    private static async Task CheckRecognitionAsync(BlockReader reader, long block, CancellationToken cancellationToken)
    {
        foreach (var identifier in (string[])["BEA01", "NSR02", "TEA01"])
        {
            var structure = await reader.ReadAsync(block, "volume recognition sequence", cancellationToken);
            var expected = new byte[Sector.Size];
            VolumeSequence.WriteRecognition(expected, System.Text.Encoding.ASCII.GetBytes(identifier));
            if (!structure.Span.SequenceEqual(expected))
                throw new DamagedImageException("volume recognition sequence", block * Sector.Size, $"does not say {identifier}");
            block++;
        }
    }

    /// <summary>The reserve sequence is the main one in another place: only the tags differ.</summary>
    private static async Task CheckSequencesAsync(
        BlockReader reader, DiscExtent main, DiscExtent reserve, Findings findings, CancellationToken cancellationToken)
    {
        const string thing = "UDF volume descriptor";
        if (main.Length != UdfPlaces.SequenceBlocks * Sector.Size || reserve.Length != main.Length)
            throw new DamagedImageException("UDF anchor", UdfPlaces.Anchor * Sector.Size, "names sequences of another length");
        var ended = false;
        for (var i = 0L; i < UdfPlaces.SequenceBlocks; i++)
        {
            var first = (await reader.ReadAsync(main.Offset / Sector.Size + i, thing, cancellationToken)).ToArray();
            var second = (await reader.ReadAsync(reserve.Offset / Sector.Size + i, thing, cancellationToken)).ToArray();
            if (!ended)
            {
                ended = Check(first, main.Offset + i * Sector.Size, thing, findings) == UdfTag.Terminating;
                Check(second, reserve.Offset + i * Sector.Size, "UDF reserve volume descriptor", findings);
            }

            if (!first.AsSpan(UdfTag.Size).SequenceEqual(second.AsSpan(UdfTag.Size)))
                findings.Damaged("UDF reserve volume descriptor", reserve.Offset + i * Sector.Size, "differs from the main one");
        }
    }

    private static ushort Check(ReadOnlySpan<byte> descriptor, long offset, string thing, Findings findings)
    {
        if (!UdfTag.TryRead(descriptor, (uint)(offset / Sector.Size), out var tag, out var cause))
            findings.Damaged(thing, offset, cause);
        return tag.Identifier;
    }

    private static async Task CheckIntegrityAsync(BlockReader reader, UdfVolume volume, CancellationToken cancellationToken)
    {
        const string thing = "UDF integrity descriptor";
        var offset = volume.Integrity.Offset;
        var block = await reader.ReadAsync(offset / Sector.Size, thing, cancellationToken);
        UdfVolume.Check(block.Span, UdfTag.LogicalVolumeIntegrity, offset / Sector.Size, thing, offset);
        if (BinaryPrimitives.ReadUInt32LittleEndian(block.Span[28..]) != 1)
            throw new DamagedImageException(thing, offset, "says that the volume was not closed");
        if (BinaryPrimitives.ReadUInt32LittleEndian(block.Span[84..]) != volume.PartitionBlocks)
            throw new DamagedImageException(thing, offset, "gives another size of the partition");
    }
}
