using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The settings name no such replica.</summary>
public sealed record ReplicaNotInSettings(string Name, string SettingsFile) : Problem(Failure.Usage, Name);
