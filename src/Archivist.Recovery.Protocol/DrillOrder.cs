using System.Text;

namespace Archivist.Recovery.Protocol;

/// <summary>
/// The order of the host to a booted recovery environment: the first line that it sends through the drill port.
/// See docs/formats/recovery-environment.md, "The drill port".
/// </summary>
public sealed record DrillOrder
{
    /// <summary>The name of the virtio-serial port that carries order and events.</summary>
    public const string PortName = "org.archivist.drill";

    /// <summary>The serial number by which a drill's blank disk is known when the order names no other.</summary>
    public const string DefaultTargetSerial = "archivist-target";

    /// <summary>Restores the newest snapshot that the disc or a replica has.</summary>
    public const string LatestSnapshot = "latest";

    /// <summary>The longest line that either side accepts, in bytes.</summary>
    public const int MaxLineLength = 1024 * 1024;

    /// <summary>A password of the repository, or with <see cref="RecoveryKey.Passphrase"/> the passphrase of its keyring; null when <see cref="Key"/> is another. Never printed or logged.</summary>
    public string? Passphrase { get; init; }

    /// <summary>What is to open the repository; null for a password of it. An identity file is not in the order: the machine finds it on a USB stick, as it does for people.</summary>
    public RecoveryKey? Key { get; init; }

    /// <summary>The words of each share with <see cref="RecoveryKey.Shares"/>; null with any other key. Never printed or logged.</summary>
    public IReadOnlyList<string>? Shares { get; init; }

    /// <summary>Where replicas answer by the restic REST protocol, as seen from inside the machine; may be empty.</summary>
    public IReadOnlyList<string> Replicas { get; init; } = [];

    /// <summary>A snapshot id or an unambiguous beginning of one, or <see cref="LatestSnapshot"/>.</summary>
    public string Snapshot { get; init; } = LatestSnapshot;

    /// <summary>The serial number of the virtio-blk device that is restored to.</summary>
    public string TargetSerial { get; init; } = DefaultTargetSerial;

    /// <summary>How that device is prepared.</summary>
    public TargetPreparation TargetPreparation { get; init; } = TargetPreparation.MakeExt4;

    /// <summary>The fault to inject.</summary>
    public DrillFault Fault { get; init; } = DrillFault.None;

    /// <summary>Whether the order holds what its <see cref="Key"/> needs, and no other secret.</summary>
    internal bool HasItsKey => Key switch
    {
        null or RecoveryKey.Passphrase => Passphrase is not null && Shares is null,
        RecoveryKey.File => Passphrase is null && Shares is null,
        RecoveryKey.Shares => Passphrase is null && Shares is { Count: > 0 },
        _ => false,
    };

    /// <summary>Everything but passphrase and shares, so that an order may be shown.</summary>
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("Key = ").Append(Key?.ToString() ?? "Password")
            .Append(", Snapshot = ").Append(Snapshot)
            .Append(", Replicas = [").AppendJoin(", ", Replicas)
            .Append("], TargetSerial = ").Append(TargetSerial)
            .Append(", TargetPreparation = ").Append(TargetPreparation)
            .Append(", Fault = ").Append(Fault);
        return true;
    }
}
