using Archivist.Platform.Problems;

namespace Archivist.Evidence.Problems;

/// <summary>The signing key of a ledger that was begun is missing.</summary>
public sealed record LedgerKeyMissing(string Folder, string KeyFile) : Problem(Failure.WrongKey, Folder);
