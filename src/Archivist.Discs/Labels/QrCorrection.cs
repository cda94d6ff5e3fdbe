namespace Archivist.Discs.Labels;

/// <summary>How much of a QR code may be unreadable (ISO/IEC 18004).</summary>
public enum QrCorrection
{
    /// <summary>Level M, about 15 %: for labels.</summary>
    Medium,

    /// <summary>Level Q, about 25 %: for paper that has to last for years.</summary>
    Quartile,
}
