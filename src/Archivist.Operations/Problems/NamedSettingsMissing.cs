using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A settings file that was named does not exist.</summary>
public sealed record NamedSettingsMissing(string Path, SettingsOrigin Origin) : Problem(Failure.Usage, Path);
