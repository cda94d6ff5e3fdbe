using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A place that may hold the settings cannot be inspected.</summary>
public sealed record SettingsPlaceNotInspectable(string Path, Cause Cause) : Problem(Failure.Usage, Path);
