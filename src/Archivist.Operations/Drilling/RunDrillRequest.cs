using Archivist.Drills.Machines;
using Archivist.Platform;
using Archivist.Recovery.Protocol;

namespace Archivist.Operations.Drilling;

/// <summary>A drill: a recovery in a virtual machine.</summary>
public sealed record RunDrillRequest : OperationRequest
{
    /// <summary>The image to boot; null for the newest of the settings.</summary>
    public string? Image { get; init; }

    /// <summary>What the machine starts with.</summary>
    public Firmware Firmware { get; init; }

    /// <summary>How the image is attached.</summary>
    public MediumAttachment Medium { get; init; }

    /// <summary>What is spoiled on purpose, to see it noticed.</summary>
    public DrillFault Fault { get; init; }

    /// <summary>What opens the disc.</summary>
    public DrillUnlock Unlock { get; init; } = new();

    /// <summary>The name of the replica that the machine can reach; null for the first one.</summary>
    public string? Replica { get; init; }
}
