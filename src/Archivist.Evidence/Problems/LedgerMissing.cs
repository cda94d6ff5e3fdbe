using Archivist.Platform.Problems;

namespace Archivist.Evidence.Problems;

/// <summary>The directory of a ledger is missing, but the last head that was signed in it is there.</summary>
public sealed record LedgerMissing(string Folder, string HeadFile) : Problem(Failure.Tampering, Folder);
