using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The copy of the ledger at a replica is to be verified, and its server takes the files of repositories only.</summary>
public sealed record LedgerCopyNotKept(string Address) : Problem(Failure.Usage, Address);
