using Archivist.Platform.Problems;

namespace Archivist.Recovery.Program.Problems;

/// <summary>No file was restored that a drill could alter.</summary>
internal sealed record NothingToAlter() : Problem(Failure.Failed, "drill");
