using Archivist.Platform.Problems;

namespace Archivist.Evidence.Problems;

/// <summary>The tiles do not have the entries that were signed.</summary>
public sealed record LedgerTilesWrong(string Folder, long Entries) : Problem(Failure.Tampering, Folder);
