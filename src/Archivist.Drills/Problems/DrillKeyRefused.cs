using Archivist.Platform.Problems;
using Archivist.Recovery.Protocol;

namespace Archivist.Drills.Problems;

/// <summary>The key that a drill was given does not open the disc.</summary>
/// <param name="Key">What it is.</param>
/// <param name="Name">The name of the identity file, or the two words with which the shares begin; null for a passphrase.</param>
/// <param name="Words">Why not, in the words of the machine.</param>
public sealed record DrillKeyRefused(RecoveryKey Key, string? Name, string Words) : Problem(Failure.WrongKey, "drill");
