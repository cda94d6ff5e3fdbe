namespace Archivist.Machine.Disks;

/// <summary>What a disk holds that must not be erased.</summary>
public enum ProtectionReason
{
    /// <summary>The recovery environment was started from it, or the layout was read from it.</summary>
    Medium,

    /// <summary>The repository, or a replica of it.</summary>
    Repository,
}
