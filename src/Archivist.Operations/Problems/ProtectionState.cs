namespace Archivist.Operations.Problems;

/// <summary>How the error correction of an image is.</summary>
public enum ProtectionState
{
    /// <summary>Whole, with nothing wrong in the image.</summary>
    Whole,

    /// <summary>Adding it was interrupted, or only its own part is damaged.</summary>
    Incomplete,

    /// <summary>The image is damaged.</summary>
    Damaged,
}
