using Archivist.Platform;
using Archivist.Recovery.Protocol;

namespace Archivist.Drills.Machines;

/// <summary>A machine to boot an image in.</summary>
/// <param name="ImagePath">Attached read-only, as it is.</param>
/// <param name="ConsoleLogPath">Takes every line of the serial console, with the seconds since the start in front.</param>
public sealed record VirtualMachineOptions(string ImagePath, string ConsoleLogPath)
{
    /// <summary>Its firmware.</summary>
    public Firmware Firmware { get; init; } = Firmware.Uefi;

    /// <summary>How the image is attached.</summary>
    public MediumAttachment Medium { get; init; } = MediumAttachment.Disc;

    /// <summary>Who executes the instructions.</summary>
    public Acceleration Acceleration { get; init; } = Acceleration.Tcg;

    /// <summary>Its memory.</summary>
    public int MemoryMiB { get; init; } = 2048;

    /// <summary>Its processors.</summary>
    public int Processors { get; init; } = 2;

    /// <summary>Path of a blank disk to restore to, created as a sparse file; null for a machine without one.</summary>
    public string? TargetDiskPath { get; init; }

    /// <summary>The length of that disk.</summary>
    public long TargetDiskLength { get; init; } = 8L << 30;

    /// <summary>The serial number by which the machine finds that disk; at most twenty characters.</summary>
    public string TargetDiskSerial { get; init; } = DrillOrder.DefaultTargetSerial;

    /// <summary>The file with the image of a USB stick that is in the machine besides the image, attached read-only; null for none.</summary>
    public string? StickPath { get; init; }

    /// <summary>
    /// The one server on this machine's loopback that the guest reaches, as <see cref="VirtualMachine.ReplicaAddress"/>.
    /// Null leaves the machine without any network.
    /// </summary>
    public int? ReplicaPort { get; init; }

    /// <summary>False for a machine without a drill port, which serves people at its serial console.</summary>
    public bool HasDrillPort { get; init; } = true;
}
