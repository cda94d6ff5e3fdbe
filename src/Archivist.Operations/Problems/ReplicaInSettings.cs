using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The settings have a replica of that name already.</summary>
public sealed record ReplicaInSettings(string Name, string SettingsFile) : Problem(Failure.Usage, Name);
