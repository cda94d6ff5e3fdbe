namespace Archivist.Benchmarks.SideBySide;

/// <summary>What can be measured; a workload does some of it, in this order, to one repository.</summary>
internal enum Step
{
    InitialSnapshot,

    /// <summary>Into a repository of its own; Archivist with <c>--compression fastest</c>, restic as it comes.</summary>
    FastestSnapshot,
    UnchangedSnapshot,

    /// <summary>After <see cref="SourceData.ChangeAsync"/>.</summary>
    ChangedSnapshot,
    ListSnapshots,
    Restore,
    CheckReadData,
}
