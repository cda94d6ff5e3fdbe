namespace Archivist.Evidence.Problems;

/// <summary>Why a checkpoint cannot be trusted.</summary>
public enum CheckpointFault
{
    /// <summary>It does not have the form of a signed note.</summary>
    NotNote,

    /// <summary>The expected key has not signed it, or the signature does not hold.</summary>
    NotSigned,

    /// <summary>The text that was signed is not a checkpoint.</summary>
    NotCheckpoint,
}
