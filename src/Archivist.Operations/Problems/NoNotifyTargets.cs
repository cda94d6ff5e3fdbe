using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The settings name no target of notifications.</summary>
public sealed record NoNotifyTargets() : Problem(Failure.Usage, "notify");
