namespace Archivist.Benchmarks.SideBySide;

/// <summary>What is measured, in the order in which it is done to one repository.</summary>
internal enum Step
{
    InitialSnapshot,
    UnchangedSnapshot,
    ListSnapshots,
    Restore,
    CheckReadData,
}
