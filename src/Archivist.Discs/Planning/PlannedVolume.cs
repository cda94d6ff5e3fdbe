using Archivist.Repository.Ids;

namespace Archivist.Discs.Planning;

/// <summary>One disc of a plan.</summary>
/// <param name="Id">Its permanent id.</param>
/// <param name="Medium">The medium that it is burned on.</param>
/// <param name="Capacity">How many bytes fit on it.</param>
/// <param name="Label">Its volume label.</param>
/// <param name="HasRecovery">The recovery environment is on it.</param>
/// <param name="Bytes">The length of its image as it was planned.</param>
/// <param name="Packs">The packs on it, in the order in which they lie there; none on a recovery disc.</param>
/// <param name="Recovery">What a recovery disc holds; null for all others.</param>
public sealed record PlannedVolume(
    Guid Id, string Medium, long Capacity, string Label, bool HasRecovery, long Bytes, IReadOnlyList<PackId> Packs, PlannedRecovery? Recovery = null);
