using Archivist.Platform.Problems;

namespace Archivist.Evidence.Problems;

/// <summary>Two different histories with this number of entries were signed.</summary>
public sealed record LedgerForked(string Folder, long Entries) : Problem(Failure.Tampering, Folder);
