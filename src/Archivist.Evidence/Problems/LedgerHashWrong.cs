using Archivist.Platform.Problems;

namespace Archivist.Evidence.Problems;

/// <summary>A hash of a tile is not that of the tile below; counted from 0.</summary>
public sealed record LedgerHashWrong(string Tile, int Hash) : Problem(Failure.Tampering, Tile);
