namespace Archivist.Operations.Discs.Labelling;

/// <summary>The format of printed matter.</summary>
public enum PrintFormat
{
    /// <summary>One file with all pages.</summary>
    Pdf,

    /// <summary>One file for each page.</summary>
    Svg,
}
