using Archivist.Platform.Problems;

namespace Archivist.Evidence.Problems;

/// <summary>The key file holds another key than when the ledger was opened.</summary>
public sealed record LedgerKeyReplaced(string Folder) : Problem(Failure.WrongKey, Folder);
