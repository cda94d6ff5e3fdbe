namespace Archivist.Discs.Planning;

/// <summary>The content of a recovery disc instead of packs: PAR2 recovery slices over the packs of all other discs of its set.</summary>
/// <param name="SliceSize">Bytes of a slice.</param>
/// <param name="FirstExponent">The exponent of its first recovery slice.</param>
/// <param name="Slices">How many it has: as many as the packs of any one disc of the set fill.</param>
public sealed record PlannedRecovery(int SliceSize, int FirstExponent, int Slices);
