using Archivist.Operations.Events;
using Archivist.Repository.Snapshots;

namespace Archivist.Operations.Copying;

/// <summary>Which path of a snapshot is to be shared, with whom, and where.</summary>
public sealed record SharePathRequest : OperationRequest
{
    /// <summary>The path in the snapshot; <c>/</c> for everything.</summary>
    public required string Path { get; init; }

    /// <summary>An id, the beginning of one, or <c>latest</c>.</summary>
    public string Snapshot { get; init; } = "latest";

    /// <summary>The snapshots that <see cref="Snapshot"/> is looked for among.</summary>
    public SnapshotFilter Filter { get; init; } = SnapshotFilter.All;

    /// <summary>The address of the repository that is created.</summary>
    public required string To { get; init; }

    /// <summary>Recipients of age as text; at least one unless <see cref="IsForPassphrase"/>.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>A passphrase opens it too.</summary>
    public bool IsForPassphrase { get; init; }

    /// <summary>A file with the passphrase; null to have it asked with <see cref="Question.NewPassword"/>.</summary>
    public string? PassphraseFile { get; init; }

    /// <summary>A new age file with the password, for recipients of one kind; needed where the place has no room for a keyring. Null for none.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Writes nothing.</summary>
    public bool IsDryRun { get; init; }
}
