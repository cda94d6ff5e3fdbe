using Archivist.Repository.Stores;

namespace Archivist.Correction.Par2;

/// <summary>A recovery slice that was found whole.</summary>
/// <param name="Exponent">Which one it is.</param>
/// <param name="File">The file it lies in.</param>
/// <param name="Offset">Where its bytes begin there.</param>
internal sealed record Par2RecoverySlice(int Exponent, IReplayableContent File, long Offset);
