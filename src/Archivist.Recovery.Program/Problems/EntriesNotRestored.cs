using Archivist.Platform.Problems;

namespace Archivist.Recovery.Program.Problems;

/// <summary>Entries could not be restored.</summary>
internal sealed record EntriesNotRestored(Failure Failure, int Count) : Problem(Failure, "restore");
