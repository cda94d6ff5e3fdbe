namespace Archivist.Operations.Inspecting;

/// <summary>What Archivist can do on a machine only with the help of other programs or files.</summary>
public enum MachineFeature
{
    /// <summary>Making discs that boot.</summary>
    BuildingDiscs,

    /// <summary>Burning optical discs.</summary>
    BurningDiscs,

    /// <summary>Printing labels of discs.</summary>
    LabellingDiscs,

    /// <summary>Drills: recoveries in a virtual machine.</summary>
    Drills,

    /// <summary>Capturing images in formats of virtual machines, such as qcow2.</summary>
    CapturingImages,

    /// <summary>Starting machines on top of a disk that is served from a snapshot.</summary>
    MachinesOnServedDisks,

    /// <summary>Recording the layout of this machine: partitions, file systems, volumes and arrays of every kind.</summary>
    RecordingLayout,

    /// <summary>Repositories and replicas at <c>rclone:</c> and <c>sftp:</c> addresses.</summary>
    StoresBehindRclone,

    /// <summary>Mounting as another user than root.</summary>
    MountingByUsers,

    /// <summary>Compressing with the native library.</summary>
    FastCompression,

    /// <summary>Encrypting with the native library; discs, drills and HTTPS need it.</summary>
    FastEncryption,
}
