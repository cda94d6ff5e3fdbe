namespace Archivist.Discs.Sets;

/// <summary>One physical copy of a disc: the drive that it is in, and the disc that it says it is. Other copies of the same disc may be whole where this one is damaged.</summary>
/// <param name="Place">The index of the drive.</param>
/// <param name="Disc">The id in the disc's record; null for a disc without one, and for an empty drive.</param>
internal readonly record struct DiscCopy(int Place, Guid? Disc);
