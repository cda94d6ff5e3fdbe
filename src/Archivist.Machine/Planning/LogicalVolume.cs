namespace Archivist.Machine.Planning;

/// <summary>A logical volume. Immutable.</summary>
/// <param name="Name">In its group.</param>
/// <param name="Extents">How many it has.</param>
/// <param name="IsPlain">Whether it consists of linear segments.</param>
internal sealed record LogicalVolume(string Name, long Extents, bool IsPlain);
