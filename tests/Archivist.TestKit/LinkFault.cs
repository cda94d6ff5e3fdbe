namespace Archivist.TestKit;

/// <summary>What a <see cref="PacedSource"/> does wrong.</summary>
public enum LinkFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It takes requests and never answers.</summary>
    Silent,

    /// <summary>Requests fail, also those under way.</summary>
    Refusing,

    /// <summary>Answers end in the middle.</summary>
    Truncating,

    /// <summary>Answers have a wrong bit in each chunk.</summary>
    Lying,
}
