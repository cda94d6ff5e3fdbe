using Archivist.Platform.Problems;

namespace Archivist.Restore.Problems;

/// <summary>A device has fewer bytes than the file that should be restored onto it.</summary>
public sealed record DeviceTooSmall(string Device, long Length, string File, ulong Size) : Problem(Failure.NoSpace, Device);
