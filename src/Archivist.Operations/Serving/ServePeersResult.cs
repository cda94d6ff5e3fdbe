using Archivist.Evidence;

namespace Archivist.Operations.Serving;

/// <summary>Repositories of others that are, or were, served.</summary>
/// <param name="Directory">Where they are.</param>
/// <param name="Address">Where they are served, as <c>https://HOST:PORT/</c>.</param>
/// <param name="Users">The number of users when it began.</param>
public sealed record ServePeersResult(string Directory, string Address, int Users) : OperationResult
{
    /// <summary>The key of the witness that cosigns there; null for none.</summary>
    public NoteKey? Witness { get; init; }

    /// <summary>The number of ledgers that the witness cosigns, when it began.</summary>
    public int WitnessedLogs { get; init; }
}
