using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>An entry of the ledger cannot be parsed.</summary>
public sealed record LedgerEntryUnreadable(string Directory) : Problem(Failure.Tampering, Directory);
