namespace Archivist.Replicas.Auditing;

/// <summary>What an audit says of one object on a replica.</summary>
public enum ObjectVerdict
{
    /// <summary>It holds what its name says, as far as it was read.</summary>
    Good,

    /// <summary>It was there before, and neither the listing nor a question for it by name finds it now.</summary>
    Missing,

    /// <summary>Two reads gave the same content, which does not match its name, or both too little of it.</summary>
    Damaged,

    /// <summary>A read was wrong and a later one over a new connection right, or the listing and a question for it by name disagree.</summary>
    ReadsDiffer,

    /// <summary>The store answers, but this object could not be read over two connections.</summary>
    Unreadable,

    /// <summary>The replica's object matches its name and the repository's does not.</summary>
    SourceDamaged,

    /// <summary>It was read and matches its name, but the digest that its service states for it does not.</summary>
    DigestContradicts,
}
