namespace Archivist.Restore.Restoring;

/// <summary>What a restore does with files that are there already.</summary>
public enum OverwritePolicy
{
    /// <summary>Writes them anew.</summary>
    Always,

    /// <summary>Leaves the content alone where size and time of modification are the snapshot's.</summary>
    IfChanged,

    /// <summary>Writes them anew where the snapshot's was modified later.</summary>
    IfNewer,

    /// <summary>Leaves them alone.</summary>
    Never,
}
