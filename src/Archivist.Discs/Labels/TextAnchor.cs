namespace Archivist.Discs.Labels;

/// <summary>Which point of a line of text its place names.</summary>
public enum TextAnchor
{
    /// <summary>Where it begins.</summary>
    Start,

    /// <summary>Its middle.</summary>
    Middle,

    /// <summary>Where it ends.</summary>
    End,
}
