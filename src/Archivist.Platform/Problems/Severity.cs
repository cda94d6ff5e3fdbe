namespace Archivist.Platform.Problems;

/// <summary>The one order of failures: of several, the most severe is the verdict. Proven loss comes before everything else, and an unreachable replica before an unreadable file.</summary>
public static class Severity
{
    /// <summary>From the least to the most severe; every kind is in it once.</summary>
    private static readonly Failure[] Order =
    [
        Failure.None,
        Failure.SnapshotIncomplete,
        Failure.Findings,
        Failure.Usage,
        Failure.Failed,
        Failure.RepositoryMissing,
        Failure.RepositoryLocked,
        Failure.WrongKey,
        Failure.NoSpace,
        Failure.TooFewReplicas,
        Failure.MediumFailed,
        Failure.Interrupted,
        Failure.BelowPolicy,
        Failure.Bug,
        Failure.Tampering,
        Failure.DataLoss,
    ];

    /// <summary>The place in the order: 0 for <see cref="Failure.None"/>, higher for what is more severe.</summary>
    public static int Of(Failure failure) => Array.IndexOf(Order, failure) is >= 0 and var rank ? rank : throw new ArgumentOutOfRangeException(nameof(failure), failure, null);

    /// <summary>The more severe of two.</summary>
    public static Failure Worse(Failure first, Failure second) => Of(first) >= Of(second) ? first : second;

    /// <summary>The most severe of any number; <see cref="Failure.None"/> of none.</summary>
    public static Failure Worst(IEnumerable<Failure> failures) => failures.Aggregate(Failure.None, Worse);
}
