using Archivist.Repository.Pruning;

namespace Archivist.Operations.Retention;

/// <summary>How to prune a repository.</summary>
public sealed record PruneRequest : OperationRequest
{
    /// <summary>How much may stay unused, and what is rewritten.</summary>
    public PruneOptions Options { get; init; } = new();

    /// <summary>Goes ahead although the placement policy is not met.</summary>
    public bool AllowsBelowPolicy { get; init; }

    /// <summary>Changes nothing.</summary>
    public bool IsDryRun { get; init; }
}
