using Archivist.Platform.Problems;

namespace Archivist.Drills.Problems;

/// <summary>UEFI firmware for virtual machines is not installed.</summary>
public sealed record FirmwareMissing(string Path) : Problem(Failure.Failed, Path);
