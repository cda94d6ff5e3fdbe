using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Repository.Problems;

/// <summary>A pack cannot be read in any stage of a restore. Lost where every source that is known to hold it is damaged.</summary>
/// <param name="Pack">The pack.</param>
/// <param name="DamagedOn">The source on which it is damaged, as its owner knows it; null for none that is known.</param>
/// <param name="AwayOn">The source that has it and was not at hand, as its owner knows it; null for none.</param>
/// <param name="IsDamaged">It is damaged somewhere, where no source is known to hold it.</param>
public sealed record StagePackMissing(PackId Pack, string? DamagedOn, string? AwayOn, bool IsDamaged)
    : Problem(AwayOn is null && (DamagedOn is not null || IsDamaged) ? Failure.DataLoss : Failure.TooFewReplicas, $"pack/{Pack}");
