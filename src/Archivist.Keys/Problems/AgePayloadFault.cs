namespace Archivist.Keys.Problems;

/// <summary>What is wrong with the encrypted content of an age file.</summary>
public enum AgePayloadFault
{
    /// <summary>The content ends before its final chunk.</summary>
    CutOff,

    /// <summary>A chunk fails its authentication.</summary>
    Chunk,

    /// <summary>The final chunk is empty although others come before it.</summary>
    EmptyFinalChunk,

    /// <summary>Something follows the final chunk.</summary>
    Trailing,
}
