using Archivist.Platform.Problems;

namespace Archivist.Recovery.Program.Problems;

/// <summary>A program that prepares a disk failed.</summary>
internal sealed record TargetNotPrepared(string Device, string Tool, int ExitCode, string Words) : Problem(Failure.Failed, Device);
