namespace Archivist.Images.Mapping;

/// <summary>Where the metadata file of UDF 2.50 or its mirror lies: its entry and its bytes, in blocks from the start of the partition.</summary>
internal readonly record struct MetadataPlace(uint EntryBlock, uint Block, uint Blocks);
