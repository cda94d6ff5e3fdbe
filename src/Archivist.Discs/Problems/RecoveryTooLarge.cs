using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>More slices would have to be computed for that many lost discs than PAR2 repairs at a time.</summary>
public sealed record RecoveryTooLarge(string Set, int Discs, int SlicesPerDisc, int Limit) : Problem(Failure.Usage, Set);
