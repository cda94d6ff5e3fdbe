using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Discs.Problems;

/// <summary>An object is on a disc that is not available.</summary>
/// <param name="Object">The object.</param>
/// <param name="Disc">The disc.</param>
/// <param name="IsComputable">Whether its set has recovery discs.</param>
public sealed record ObjectOnAbsentDisc(ObjectName Object, DiscTitle Disc, bool IsComputable) : Problem(Failure.TooFewReplicas, Object.ToString());
