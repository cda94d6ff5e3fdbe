using Archivist.Repository.Snapshots;
using Archivist.Repository.Walking;
using Archivist.Restore.Finding;

namespace Archivist.Operations.Listing;

/// <summary>Which path to list in every state that it has had.</summary>
public sealed record ListStatesRequest : OperationRequest
{
    /// <summary>The path; never empty.</summary>
    public required string Path { get; init; }

    /// <summary>Which snapshots count.</summary>
    public SnapshotFilter Filter { get; init; } = SnapshotFilter.All;

    /// <summary>Called with each state, oldest first.</summary>
    public required Action<FileVersion> StateFound { get; init; }

    /// <summary>Called with the entries of the state that was found last, in the order of paths.</summary>
    public required Action<FileVersion, TreeEntry> Found { get; init; }

    /// <summary>Called instead where a directory holds the same as in a snapshot whose entries were listed before.</summary>
    public required Action<Snapshot> FoundBefore { get; init; }
}
