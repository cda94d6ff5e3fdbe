namespace Archivist.Operations.Discs.Labelling;

/// <summary>What is printed for discs.</summary>
public enum PrintKind
{
    /// <summary>A round label on the disc.</summary>
    Label,

    /// <summary>The inlay of a jewel case.</summary>
    JewelCase,

    /// <summary>A sheet with the steps of a restore, one for each set.</summary>
    CoverSheet,

    /// <summary>What is in a shipment.</summary>
    PackingSlip,

    /// <summary>Who had a disc when.</summary>
    CustodySheet,
}
