using Archivist.Repository.Ids;

namespace Archivist.Repository.Repairing;

/// <summary>Which blobs of a damaged pack can be saved.</summary>
/// <param name="Pack">Which one.</param>
/// <param name="Saved">Blobs that are whole.</param>
/// <param name="Lost">Blobs that are not.</param>
public sealed record PackSalvage(PackId Pack, int Saved, int Lost);
