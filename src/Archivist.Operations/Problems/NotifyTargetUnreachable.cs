using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A target could not be reached.</summary>
public sealed record NotifyTargetUnreachable(string Target, Cause Cause) : Problem(Failure.Failed, Target);
