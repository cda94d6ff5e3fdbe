namespace Archivist.Machine.Planning;

/// <summary>A device of the new machine while the plan is made. Immutable.</summary>
/// <param name="Reference">Which one.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sector">Bytes in a logical sector.</param>
internal sealed record BuiltDevice(DeviceReference Reference, long Bytes, int Sector);
