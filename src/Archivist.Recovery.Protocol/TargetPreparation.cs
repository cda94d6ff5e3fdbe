namespace Archivist.Recovery.Protocol;

/// <summary>What happens to the target device before anything is restored to it.</summary>
public enum TargetPreparation
{
    /// <summary>The whole device becomes one new ext4 file system. What was on it is lost.</summary>
    MakeExt4,

    /// <summary>The file system that is on the device is mounted and added to.</summary>
    MountExisting,
}
