namespace Archivist.Keys.Problems;

/// <summary>How the text form of an age file breaks the strict encoding.</summary>
public enum AgeArmorFault
{
    /// <summary>The first line that is not blank is not the begin line of age.</summary>
    Begin,

    /// <summary>A line is empty, longer than 64 characters, or follows one that is shorter.</summary>
    LineLength,

    /// <summary>A line is not canonical base64.</summary>
    Base64,

    /// <summary>The end line is missing.</summary>
    End,

    /// <summary>More than a little white space surrounds the text, or something else follows it.</summary>
    Surroundings,
}
