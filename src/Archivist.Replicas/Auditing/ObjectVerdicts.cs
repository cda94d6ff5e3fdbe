namespace Archivist.Replicas.Auditing;

/// <summary>What follows from a verdict.</summary>
public static class ObjectVerdicts
{
    extension(ObjectVerdict verdict)
    {
        /// <summary>The replica cannot give this object back, and needs it from elsewhere.</summary>
        public bool NeedsRepair => verdict is ObjectVerdict.Missing or ObjectVerdict.Damaged or ObjectVerdict.Unreadable;

        /// <summary>The stable name in records: <c>good</c>, <c>missing</c>, <c>damaged</c>, <c>reads-differ</c>, <c>unreadable</c>, <c>source-damaged</c> or <c>digest-contradicts</c>.</summary>
        public string Name => verdict switch
        {
            ObjectVerdict.Good => "good",
            ObjectVerdict.Missing => "missing",
            ObjectVerdict.Damaged => "damaged",
            ObjectVerdict.ReadsDiffer => "reads-differ",
            ObjectVerdict.Unreadable => "unreadable",
            ObjectVerdict.SourceDamaged => "source-damaged",
            ObjectVerdict.DigestContradicts => "digest-contradicts",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
