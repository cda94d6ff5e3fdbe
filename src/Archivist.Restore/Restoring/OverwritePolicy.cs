namespace Archivist.Restore.Restoring;

/// <summary>The treatment of existing files by a restore.</summary>
public enum OverwritePolicy
{
    /// <summary>Rewrites them.</summary>
    Always,

    /// <summary>Leaves the content alone where size and time of modification are the snapshot's.</summary>
    IfChanged,

    /// <summary>Rewrites them where the snapshot's was modified later.</summary>
    IfNewer,

    /// <summary>Leaves them alone.</summary>
    Never,
}
