namespace Archivist.Machine.Planning;

/// <summary>A physical volume. Immutable.</summary>
/// <param name="Name">In the metadata, such as <c>pv0</c>.</param>
/// <param name="Id">LVM's UUID.</param>
/// <param name="Start">Where its extents begin, in bytes.</param>
/// <param name="Extents">How many it has.</param>
internal sealed record PhysicalVolume(string Name, string Id, long Start, long Extents);
