namespace Archivist.Drills.Problems;

/// <summary>How far a machine came, in the order in which a good drill passes the stages.</summary>
public enum DrillStage
{
    /// <summary>QEMU runs; nothing was printed yet.</summary>
    PoweredOn,

    /// <summary>The boot loader found its menu on the disc.</summary>
    BootLoader,

    /// <summary>The kernel runs and has started init.</summary>
    Kernel,

    /// <summary>Init has found the disc and mounted the system on it.</summary>
    DiscFound,

    /// <summary>The recovery program has read its order.</summary>
    Booted,

    /// <summary>The passphrase opened the repository.</summary>
    Unlocked,

    /// <summary>The target holds a file system.</summary>
    TargetReady,

    /// <summary>The first file is back.</summary>
    FirstFile,

    /// <summary>Everything is back.</summary>
    Restored,

    /// <summary>The recovery program has given its verdict.</summary>
    Verdict,
}
