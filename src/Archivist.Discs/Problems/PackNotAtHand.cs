using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Discs.Problems;

/// <summary>A pack cannot be read from any available disc. Lost where every disc that is known to hold it is damaged.</summary>
/// <param name="Pack">The pack.</param>
/// <param name="DamagedOn">A disc on which it is damaged; null for none that is known.</param>
/// <param name="AwayOn">A disc that has it and was not available; null for none.</param>
/// <param name="IsDamaged">It is damaged somewhere, where no disc is known to hold it.</param>
public sealed record PackNotAtHand(PackId Pack, DiscTitle? DamagedOn, DiscTitle? AwayOn, bool IsDamaged)
    : Problem(AwayOn is null && (DamagedOn is not null || IsDamaged) ? Failure.DataLoss : Failure.TooFewReplicas, $"pack/{Pack}");
