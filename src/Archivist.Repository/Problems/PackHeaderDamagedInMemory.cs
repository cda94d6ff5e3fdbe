using Archivist.Platform.Problems;

namespace Archivist.Repository.Problems;

/// <summary>The header of a pack was damaged in memory while it was made, and the pack was not stored.</summary>
public sealed record PackHeaderDamagedInMemory(WriteDamage Damage) : Problem(Failure.Failed, "pack");
