using Archivist.Platform.Problems;

namespace Archivist.Recovery.Program.Problems;

/// <summary>The machine of a drill has no disk with the serial number that was ordered.</summary>
internal sealed record TargetDiskMissing(string Serial) : Problem(Failure.Failed, Serial);
