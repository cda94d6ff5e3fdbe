namespace Archivist.Replicas.Auditing;

/// <summary>What is remembered of an object on a replica.</summary>
/// <param name="Length">Its length in bytes when it was listed.</param>
/// <param name="Turn">Counts audits: the one in which it was last read whole, or first seen if it never was. Unlike a date it is right whatever clocks said.</param>
/// <param name="ReadAt">When it was last read whole and good; null when it never was.</param>
/// <param name="Verdict">What the last look at it showed.</param>
/// <param name="DigestAt">When its service last stated the digest that its name says; null when it never did.</param>
public readonly record struct HeldObject(long Length, long Turn, DateTimeOffset? ReadAt, ObjectVerdict Verdict, DateTimeOffset? DigestAt = null);
