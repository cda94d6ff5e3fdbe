namespace Archivist.Discs.Labels;

/// <summary>The faces that pages are set in.</summary>
public enum Typeface
{
    /// <summary>Running text.</summary>
    Regular,

    /// <summary>Headings and names.</summary>
    Bold,

    /// <summary>Ids, hashes and commands: every character is equally wide, and O differs from 0.</summary>
    Mono,
}
