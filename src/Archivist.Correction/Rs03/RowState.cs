namespace Archivist.Correction.Rs03;

/// <summary>The state of one row of codewords: the sectors of one index in all layers.</summary>
internal enum RowState
{
    /// <summary>Every sector is as it was written.</summary>
    Good,

    /// <summary>Some sectors were wrong and have been corrected.</summary>
    Corrected,

    /// <summary>More sectors are wrong than parity can correct.</summary>
    Lost,
}
