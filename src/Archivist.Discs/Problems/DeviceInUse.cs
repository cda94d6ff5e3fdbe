using Archivist.Platform.Blocks;
using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>A disk is not overwritten, or a file not changed, because something uses it.</summary>
public sealed record DeviceInUse(Failure Failure, string Device, DeviceUse Use) : Problem(Failure, Device);
