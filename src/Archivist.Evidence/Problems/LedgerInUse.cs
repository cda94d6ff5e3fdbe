using Archivist.Platform.Problems;

namespace Archivist.Evidence.Problems;

/// <summary>Another process writes to the ledger.</summary>
public sealed record LedgerInUse(string Folder) : Problem(Failure.RepositoryLocked, Folder);
