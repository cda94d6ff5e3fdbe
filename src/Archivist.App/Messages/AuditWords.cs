using Archivist.Replicas.Auditing;

namespace Archivist.App.Messages;

/// <summary>English for the verdicts of audits.</summary>
internal static class AuditWords
{
    /// <summary>A verdict as the end of a sentence about an object.</summary>
    internal static string Of(ObjectVerdict verdict) => verdict switch
    {
        ObjectVerdict.Good => "good",
        ObjectVerdict.Missing => "missing: it was on this replica before",
        ObjectVerdict.Damaged => "damaged: two reads gave the same content, and it is not what its name says",
        ObjectVerdict.ReadsDiffer => "reads differ: one read was wrong, and the next one over a new connection right",
        ObjectVerdict.Unreadable => "unreadable: the store answers, but not with this object",
        ObjectVerdict.SourceDamaged => "good here, but not in the repository: repair the repository with 'archivist repair replica --repository'",
        ObjectVerdict.DigestContradicts => "good when read, but the vendor's own digest contradicts the name",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
