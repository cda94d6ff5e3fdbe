namespace Archivist.Operations.Configuration;

/// <summary>How the sources are watched between the snapshots of the calendar.</summary>
/// <param name="IsContinuous">The service captures what changes.</param>
/// <param name="Every">The shortest time between two snapshots of changes.</param>
internal sealed record CaptureSettings(bool IsContinuous, TimeSpan Every);
