using Archivist.Platform.Problems;

namespace Archivist.Evidence.Problems;

/// <summary>An entry does not match its hash in a tile.</summary>
public sealed record LedgerEntryWrong(long Entry, string Tile) : Problem(Failure.Tampering, $"entry {Entry}");
