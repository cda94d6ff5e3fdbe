namespace Archivist.Discs.Burning;

/// <summary>How a burn ended.</summary>
public enum BurnOutcome
{
    /// <summary>Every byte was read back and is as it should be.</summary>
    Good,

    /// <summary>A simulation went through; nothing was written.</summary>
    Simulated,

    /// <summary>Writing was cut or failed: the medium is a coaster, unless it can be overwritten.</summary>
    WriteFailed,

    /// <summary>The recorder said that it had written everything, but it cannot be read back or is something else.</summary>
    ReadBackFailed,
}
