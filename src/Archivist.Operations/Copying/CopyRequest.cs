using Archivist.Operations.Archives;
using Archivist.Operations.Events;

namespace Archivist.Operations.Copying;

/// <summary>Which snapshots to copy from another repository.</summary>
public sealed record CopyRequest : OperationRequest
{
    /// <summary>The address of the repository to copy from.</summary>
    public required string From { get; init; }

    /// <summary>A file with its password; null to have it asked with <see cref="Question.Password"/>.</summary>
    public string? FromPasswordFile { get; init; }

    /// <summary>Which snapshots of it.</summary>
    public SnapshotChoice Snapshots { get; init; } = SnapshotChoice.All;

    /// <summary>Changes nothing.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Called with each snapshot once it is copied, or would be.</summary>
    public required Action<CopiedSnapshot> Copied { get; init; }
}
