using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>Replicas are added to and retired from the settings, whose repository is another one than the one that is named.</summary>
public sealed record ReplicasOfSettingsOnly(string Repository, string SettingsFile) : Problem(Failure.Usage, Repository);
