namespace Archivist.Images.Mapping;

/// <summary>Where the fixed parts of UDF lie in our images. Blocks are absolute unless they say otherwise.</summary>
internal static class UdfPlaces
{
    /// <summary>Both volume descriptor sequences have 16 blocks (ECMA-167 3/8.4.2); the reserve lies at the end.</summary>
    internal const int SequenceBlocks = 16;

    internal const int MainSequence = 32;

    internal const int IntegritySequence = MainSequence + SequenceBlocks;

    internal const int IntegrityBlocks = 2;

    /// <summary>ECMA-167 3/8.4.2.1 and UDF 1.02 2.2.3: one anchor is here, the other in the very last block.</summary>
    internal const int Anchor = 256;

    /// <summary>A third anchor lies this far in front of the last block, where that is padding.</summary>
    internal const int EarlierAnchor = 256;

    internal const int PartitionStart = Anchor + 1;

    /// <summary>
    /// UDF 2.50 2.2.10 wants metadata in units of 64 KiB at least, which are also whole error correction blocks of BD.
    /// The partition begins with the entry of the metadata file, its bytes one unit later.
    /// </summary>
    internal const int MetadataUnit = 32;

    internal const int AlignedPartitionStart = 288;

    /// <summary>The file set descriptor and its terminator, at the start of the partition or of the metadata.</summary>
    internal const int FileSetBlocks = 2;
}
