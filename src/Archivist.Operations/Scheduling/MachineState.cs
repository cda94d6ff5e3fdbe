namespace Archivist.Operations.Scheduling;

/// <summary>What the machine says of itself at one look.</summary>
/// <param name="NetworkSince">Since when there has been a network, by the wall clock; null without one.</param>
/// <param name="IsOnBattery">It runs on a battery; false where nothing knows.</param>
/// <param name="IsMetered">The network's traffic is counted or paid for; false where nothing knows.</param>
internal sealed record MachineState(DateTimeOffset? NetworkSince, bool IsOnBattery = false, bool IsMetered = false);
