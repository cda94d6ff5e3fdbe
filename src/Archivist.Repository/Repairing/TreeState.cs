namespace Archivist.Repository.Repairing;

/// <summary>What is left of a directory and all below it.</summary>
internal enum TreeState
{
    Whole,
    Damaged,
    Unreadable,
}
