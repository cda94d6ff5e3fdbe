namespace Archivist.Replicas.Repairing;

/// <summary>What came of the repair of one object.</summary>
public enum RepairOutcome
{
    /// <summary>It is damaged, and the store refuses to remove it: nothing was changed.</summary>
    Stuck,

    /// <summary>It was replaced, and read back whole over a new connection.</summary>
    Repaired,

    /// <summary>It is good as it is: nothing was changed.</summary>
    WasGood,

    /// <summary>No source has a good copy: nothing was changed.</summary>
    NoGoodCopy,

    /// <summary>It was replaced, and what is read back is still wrong.</summary>
    StillDamaged,
}
