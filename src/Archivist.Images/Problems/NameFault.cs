namespace Archivist.Images.Problems;

/// <summary>Why an entry cannot be on a disc.</summary>
public enum NameFault
{
    /// <summary>Its path begins with a slash.</summary>
    LeadingSlash,

    /// <summary>A part of its path cannot be a name.</summary>
    Invalid,

    /// <summary>A part of its path is longer than 255 bytes.</summary>
    TooLong,

    /// <summary>It is not valid Unicode.</summary>
    NotUnicode,

    /// <summary>It is a link whose target is empty or longer than 4095 bytes.</summary>
    LinkTarget,

    /// <summary>It is another name of a file that is not on the disc.</summary>
    TargetMissing,

    /// <summary>Its file has too many names.</summary>
    TooManyNames,

    /// <summary>It is on the disc twice.</summary>
    Twice,

    /// <summary>It is both a directory and something else.</summary>
    TwoKinds,

    /// <summary>It lies deeper than ISO 9660 allows without Rock Ridge.</summary>
    TooDeep,

    /// <summary>It has 4 GiB or more, which takes interchange level 3.</summary>
    TooLarge,
}
