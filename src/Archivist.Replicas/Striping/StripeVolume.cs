using Archivist.Repository.Stores;

namespace Archivist.Replicas.Striping;

/// <summary>A PAR2 file with recovery slices of a group of packs, whose length is right. Its content is not known to be.</summary>
/// <param name="Share">The number of its recovery share, from 0.</param>
/// <param name="Content">The file.</param>
/// <param name="FirstExponent">The exponent of its first recovery slice.</param>
/// <param name="Slices">How many there are.</param>
internal sealed record StripeVolume(int Share, IReplayableContent Content, int FirstExponent, int Slices);
