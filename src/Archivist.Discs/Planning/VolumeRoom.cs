using Archivist.Repository.Stores;

namespace Archivist.Discs.Planning;

/// <summary>One volume that is to be filled.</summary>
/// <param name="Name">What errors call it.</param>
/// <param name="Capacity">How many bytes the finished volume may have.</param>
/// <param name="Measure">The bytes of the finished volume with these packs on it, and with everything else that it carries; more packs never make it shorter.</param>
public sealed record VolumeRoom(string Name, long Capacity, Func<IReadOnlyList<StoredObject>, long> Measure);
