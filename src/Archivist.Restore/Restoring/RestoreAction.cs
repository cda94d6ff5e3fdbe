namespace Archivist.Restore.Restoring;

/// <summary>What a restore does with one path.</summary>
public enum RestoreAction
{
    /// <summary>Nothing is there yet.</summary>
    Create,

    /// <summary>The existing entry is replaced.</summary>
    Overwrite,

    /// <summary>The content is already right; only metadata are set.</summary>
    SetMetadata,

    /// <summary>The existing entry is left unchanged.</summary>
    Keep,

    /// <summary>It is not in the snapshot and is removed, with everything below.</summary>
    Delete,
}
