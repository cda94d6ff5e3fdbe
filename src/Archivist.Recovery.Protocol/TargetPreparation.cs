namespace Archivist.Recovery.Protocol;

/// <summary>The preparation of the target device before a restore.</summary>
public enum TargetPreparation
{
    /// <summary>The whole device becomes one new ext4 file system. The previous content is lost.</summary>
    MakeExt4,

    /// <summary>The file system that is on the device is mounted and added to.</summary>
    MountExisting,
}
