using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A copy of a ledger is to be verified, and neither the request nor settings have its key.</summary>
public sealed record LedgerKeyNotGiven(string Folder) : Problem(Failure.Usage, Folder);
