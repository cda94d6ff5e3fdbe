namespace Archivist.Images.Problems;

/// <summary>Which property of a layout is out of range.</summary>
public enum LayoutFault
{
    /// <summary>The volume identifier.</summary>
    VolumeIdentifier,

    /// <summary>Publisher, preparer or application.</summary>
    Texts,

    /// <summary>The master boot code.</summary>
    MasterBootCode,

    /// <summary>The interchange level.</summary>
    IsoLevel,

    /// <summary>The length of Joliet names.</summary>
    JolietLength,

    /// <summary>The alignment.</summary>
    Alignment,

    /// <summary>The padding.</summary>
    Padding,
}
