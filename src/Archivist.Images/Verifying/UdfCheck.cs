using System.Buffers.Binary;
using Archivist.Images.Mapping;
using Archivist.Images.Model;
using Archivist.Images.Reading;
using Archivist.Images.Udf;

namespace Archivist.Images.Verifying;

/// <summary>Checks every volume structure of UDF: recognition, both sequences, integrity, and that the copies agree.</summary>
internal static class UdfCheck
{
    internal static async Task<UdfVolume> CheckAsync(
        BlockReader reader, long recognition, Findings findings, CancellationToken cancellationToken)
    {
        await CheckRecognitionAsync(reader, recognition, cancellationToken);
        var (main, reserve) = await UdfVolume.ReadAnchorAsync(reader, Sector.Size, UdfPlaces.Anchor, cancellationToken);
        var volume = await UdfVolume.ReadSequenceAsync(reader, Sector.Size, main, reserve, useReserve: false, cancellationToken);
        await CheckSequencesAsync(reader, main, reserve, findings, cancellationToken);
        await CheckIntegrityAsync(reader, volume, cancellationToken);
        await CheckMirrorAsync(reader, volume, findings, cancellationToken);
        return volume;
    }

    private static async Task CheckRecognitionAsync(BlockReader reader, long block, CancellationToken cancellationToken)
    {
        foreach (var identifiers in (string[][])[["BEA01"], ["NSR02", "NSR03"], ["TEA01"]])
        {
            var structure = await reader.ReadAsync(block, "volume recognition sequence", cancellationToken);
            if (!identifiers.Any(identifier => structure.Span.SequenceEqual(Recognition(identifier))))
            {
                throw new DamagedImageException(
                    "volume recognition sequence", block * Sector.Size, $"does not say {string.Join(" or ", identifiers)}");
            }

            block++;
        }
    }

    private static byte[] Recognition(string identifier)
    {
        var structure = new byte[Sector.Size];
        VolumeSequence.WriteRecognition(structure, System.Text.Encoding.ASCII.GetBytes(identifier));
        return structure;
    }

    /// <summary>UDF 2.50 2.2.10: the mirror has the bytes of the metadata file in another place.</summary>
    private static async Task CheckMirrorAsync(
        BlockReader reader, UdfVolume volume, Findings findings, CancellationToken cancellationToken)
    {
        if (volume.Metadata is not { } metadata)
            return;
        const string thing = "UDF metadata mirror";
        foreach (var passed in volume.Passed)
            findings.Damaged(passed.Thing, passed.Offset, passed.Reason);
        var first = await metadata.ReadPartitionAsync(reader, volume, metadata.Main, cancellationToken);
        var second = await metadata.ReadPartitionAsync(reader, volume, metadata.Mirror, cancellationToken);
        if (first.Blocks != second.Blocks)
            throw new DamagedImageException(thing, second.Find(0).Offset, "is not as long as the metadata");
        const uint step = 512;
        for (uint block = 0; block < first.Blocks; block += step)
        {
            var length = (int)Math.Min(step, first.Blocks - block) * Sector.Size;
            var place = second.Find(block).Offset;
            var left = await reader.ReadRangeAsync(first.Find(block).Offset, length, "UDF metadata", cancellationToken);
            var right = await reader.ReadRangeAsync(place, length, thing, cancellationToken);
            var same = left.AsSpan().CommonPrefixLength(right);
            if (same < length)
                findings.Damaged(thing, place + same, "differs from the metadata");
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

    private static ushort Check(ReadOnlySpan<byte> descriptor, long offset, Thing thing, Findings findings)
    {
        if (!UdfTag.TryRead(descriptor, (uint)(offset / Sector.Size), out var tag, out var cause))
            findings.Damaged(thing.ToString(), offset, cause);
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
        // One table of free blocks, and then one of sizes.
        var size = volume.Metadata is null ? 84 : 88;
        if (BinaryPrimitives.ReadUInt32LittleEndian(block.Span[size..]) != volume.Partitions[0].Blocks)
            throw new DamagedImageException(thing, offset, "gives another size of the partition");
    }
}
