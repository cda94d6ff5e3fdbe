namespace Archivist.Restore.Restoring;

/// <summary>What a restore does with one path.</summary>
public enum RestoreAction
{
    /// <summary>Nothing is there yet.</summary>
    Create,

    /// <summary>What is there is replaced.</summary>
    Overwrite,

    /// <summary>The content is the right one already; only metadata are set.</summary>
    SetMetadata,

    /// <summary>What is there stays as it is.</summary>
    Keep,

    /// <summary>It is not in the snapshot and is removed, with everything below.</summary>
    Delete,
}
