using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The copy of the ledger at a peer could not be brought up to date.</summary>
public sealed record LedgerCopyFailed(string Location, Cause Cause) : Problem(Failure.Failed, Location);
