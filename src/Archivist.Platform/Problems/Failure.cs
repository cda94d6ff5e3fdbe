namespace Archivist.Platform.Problems;

/// <summary>The kind of a failure. The value is also the exit code of the process; never renumbered (docs/cli.md).</summary>
public enum Failure
{
    /// <summary>Nothing went wrong.</summary>
    None = 0,

    /// <summary>Failed for a reason without a code of its own.</summary>
    Failed = 1,

    /// <summary>The command line or the configuration is wrong.</summary>
    Usage = 2,

    /// <summary>The snapshot was taken, but some sources could not be read.</summary>
    SnapshotIncomplete = 3,

    /// <summary>Something was found, but the placement policy is still met.</summary>
    Findings = 4,

    /// <summary>Fewer good copies than the placement policy asks for.</summary>
    BelowPolicy = 5,

    /// <summary>Data is proven to be lost.</summary>
    DataLoss = 6,

    /// <summary>There is no repository at that place.</summary>
    RepositoryMissing = 10,

    /// <summary>Another process holds a conflicting lock.</summary>
    RepositoryLocked = 11,

    /// <summary>No key of the repository opens with this password.</summary>
    WrongKey = 12,

    /// <summary>Authenticated data was changed, or history went backwards.</summary>
    Tampering = 13,

    /// <summary>A disc, an image or a drive is damaged or not what it says.</summary>
    MediumFailed = 14,

    /// <summary>No space is left where something had to be written.</summary>
    NoSpace = 15,

    /// <summary>Too few replicas could be reached.</summary>
    TooFewReplicas = 16,

    /// <summary>A fault of the program itself, to be reported.</summary>
    Bug = 70,

    /// <summary>Ended by the operator.</summary>
    Interrupted = 130,
}
