namespace Archivist.Repository.Locks;

/// <summary>How sure it is that the process behind a lock is alive or gone.</summary>
public enum LockAge
{
    /// <summary>It was refreshed within half an hour, or its process runs on this machine: it must not be removed.</summary>
    Live,

    /// <summary>Its process on this machine is gone: it may be removed at once.</summary>
    ProcessGone,

    /// <summary>This machine's clock says that it was not refreshed for half an hour; another clock may say otherwise.</summary>
    OldByClock,

    /// <summary>Its file is empty or damaged, so nothing is known of its holder.</summary>
    Damaged,
}
