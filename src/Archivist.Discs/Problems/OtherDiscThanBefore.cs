using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>A rescue goes on with another disc than it began with.</summary>
public sealed record OtherDiscThanBefore(string Source, long Different, long Compared) : Problem(Failure.Usage, Source);
