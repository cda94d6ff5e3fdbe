namespace Archivist.Correction.Rs03;

/// <summary>What became of one row of codewords: the sectors of one index in all layers.</summary>
internal enum RowState
{
    /// <summary>Every sector is as it was written.</summary>
    Good,

    /// <summary>Some were not, and are now.</summary>
    Corrected,

    /// <summary>More are wrong than parity can make good.</summary>
    Lost,
}
