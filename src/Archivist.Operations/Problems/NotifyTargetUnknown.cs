using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The settings have no such target.</summary>
public sealed record NotifyTargetUnknown(string Target, IReadOnlyList<string> Known) : Problem(Failure.Usage, Target);
