using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A target did not answer in time.</summary>
public sealed record NotifyTargetSilent(string Target, TimeSpan Waited) : Problem(Failure.Failed, Target);
