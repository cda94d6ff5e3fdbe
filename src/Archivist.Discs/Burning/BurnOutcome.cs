namespace Archivist.Discs.Burning;

/// <summary>How a burn ended.</summary>
public enum BurnOutcome
{
    /// <summary>Every byte was read back and verified.</summary>
    Good,

    /// <summary>A simulation went through; nothing was written.</summary>
    Simulated,

    /// <summary>Writing was cut or failed: the medium is a coaster, unless it can be overwritten.</summary>
    WriteFailed,

    /// <summary>The recorder reported success, but the content cannot be read back or differs.</summary>
    ReadBackFailed,
}
