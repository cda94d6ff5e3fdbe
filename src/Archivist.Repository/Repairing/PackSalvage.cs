using Archivist.Repository.Ids;

namespace Archivist.Repository.Repairing;

/// <summary>What can be saved of a damaged pack.</summary>
/// <param name="Pack">Which one.</param>
/// <param name="Saved">Blobs that are whole.</param>
/// <param name="Lost">Blobs that are not.</param>
public sealed record PackSalvage(PackId Pack, int Saved, int Lost);
