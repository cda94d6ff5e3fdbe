using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>Another disc than before is in a drive.</summary>
public sealed record DiscNoticed(string Drive, DiscTitle Disc) : Problem(Failure.None, Drive);
