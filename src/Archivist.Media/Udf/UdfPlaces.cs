namespace Archivist.Media.Udf;

/// <summary>Where the fixed parts of UDF lie in our images. Blocks are absolute unless they say otherwise.</summary>
internal static class UdfPlaces
{
    /// <summary>Both volume descriptor sequences have 16 blocks (ECMA-167 3/8.4.2).</summary>
    internal const int SequenceBlocks = 16;

    internal const int MainSequence = 32;

    internal const int ReserveSequence = MainSequence + SequenceBlocks;

    internal const int IntegritySequence = ReserveSequence + SequenceBlocks;

    internal const int IntegrityBlocks = 2;

    /// <summary>ECMA-167 3/8.4.2.1 and UDF 1.02 2.2.3: the anchor is at 256 and at the last block less 256.</summary>
    internal const int Anchor = 256;

    internal const int PartitionStart = Anchor + 1;

    /// <summary>The second anchor lies so many blocks before the end of the image (256 before the last block).</summary>
    internal const int AnchorFromEnd = 257;

    /// <summary>The file set descriptor and its terminator, at the start of the partition.</summary>
    internal const int FileSetBlocks = 2;
}
