using Archivist.Recovery.Protocol;

namespace Archivist.Drills;

/// <summary>An event and when the host received it, counted from power-on.</summary>
public sealed record TimedEvent(TimeSpan SincePowerOn, DrillEvent Event);
