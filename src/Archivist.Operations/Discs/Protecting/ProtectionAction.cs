namespace Archivist.Operations.Discs.Protecting;

/// <summary>What is done about the error correction of an image.</summary>
public enum ProtectionAction
{
    /// <summary>It is added.</summary>
    Add,

    /// <summary>It was interrupted while it was added, and is completed.</summary>
    Finish,

    /// <summary>It is removed, whole or half-made.</summary>
    Strip,
}
