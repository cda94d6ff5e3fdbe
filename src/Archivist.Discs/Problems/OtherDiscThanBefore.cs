using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>A resumed rescue found another disc than the one it began with.</summary>
public sealed record OtherDiscThanBefore(string Source, long Different, long Compared) : Problem(Failure.Usage, Source);
