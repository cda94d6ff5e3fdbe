using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A settings file, schedule or template cannot be read.</summary>
public sealed record SettingsFileUnreadable(string Path, Cause Cause) : Problem(Failure.Usage, Path);
