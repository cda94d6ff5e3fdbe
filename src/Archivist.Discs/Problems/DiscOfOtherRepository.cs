using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>A disc belongs to another repository than the discs beside it.</summary>
public sealed record DiscOfOtherRepository(string Place) : Problem(Failure.Usage, Place);
