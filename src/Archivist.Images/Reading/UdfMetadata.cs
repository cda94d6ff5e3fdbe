using Archivist.Images.Udf;

namespace Archivist.Images.Reading;

/// <summary>A metadata partition (UDF 2.50 2.2.10): files in another partition whose bytes are its blocks, and a copy of them.</summary>
/// <param name="Reference">Its own reference number.</param>
/// <param name="Main">The entry of the metadata file.</param>
/// <param name="Mirror">The entry of the copy.</param>
internal sealed record UdfMetadata(int Reference, UdfAddress Main, UdfAddress Mirror)
{
    /// <summary>True where the copy is being read.</summary>
    internal bool IsMirror { get; init; }

    /// <summary>The partition that the bytes of one of the files are.</summary>
    internal async Task<UdfPartition> ReadPartitionAsync(
        BlockReader reader, UdfVolume volume, UdfAddress file, CancellationToken cancellationToken)
    {
        const string thing = "UDF metadata file";
        var entry = await UdfEntry.ReadAsync(reader, volume, file, thing, cancellationToken);
        if (entry.Type is not (FileEntry.MetadataType or FileEntry.MetadataMirrorType) || entry.Length % volume.BlockSize != 0)
            throw new DamagedImageException(thing, volume.Offset(file), "is something else");
        var partition = new UdfPartition(volume.BlockSize);
        foreach (var extent in entry.Extents)
        {
            // Space that is kept for metadata to come was never recorded.
            partition.Add(extent.IsHole ? DiscExtent.Nowhere : extent.Offset, extent.Length / volume.BlockSize);
        }

        return partition;
    }
}
