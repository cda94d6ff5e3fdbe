using Archivist.Operations.Archives;
using Archivist.Repository.Tagging;

namespace Archivist.Operations.Tagging;

/// <summary>How to change the tags of which snapshots.</summary>
public sealed record TagRequest : OperationRequest
{
    /// <summary>Which snapshots.</summary>
    public SnapshotChoice Snapshots { get; init; } = SnapshotChoice.All;

    /// <summary>The change.</summary>
    public required TagChange Change { get; init; }

    /// <summary>Changes nothing.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Called with each snapshot once it is changed, or would be.</summary>
    public required Action<TaggedSnapshot> Tagged { get; init; }
}
