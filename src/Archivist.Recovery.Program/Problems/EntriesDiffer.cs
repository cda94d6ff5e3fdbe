using Archivist.Platform.Problems;

namespace Archivist.Recovery.Program.Problems;

/// <summary>Restored entries differ from the snapshot.</summary>
internal sealed record EntriesDiffer(int Count) : Problem(Failure.Failed, "restore");
