namespace Archivist.Keys.Problems;

/// <summary>How the header of an age file breaks the format.</summary>
public enum AgeHeaderFault
{
    /// <summary>The first line is not that of age, version 1.</summary>
    Version,

    /// <summary>The file ends within the header or before the nonce of its content.</summary>
    CutOff,

    /// <summary>The header or one of its lines is longer than any honest writer makes it.</summary>
    TooLarge,

    /// <summary>A line is neither a stanza, a part of its body, nor the MAC.</summary>
    Line,

    /// <summary>A stanza of a known type has the wrong arguments or a body of the wrong size.</summary>
    Stanza,

    /// <summary>A passphrase stanza is not the only one.</summary>
    PassphraseNotAlone,

    /// <summary>The public share of a stanza is a point of low order, which would give away the shared secret.</summary>
    LowOrderShare,
}
