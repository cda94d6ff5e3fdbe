using Archivist.Platform.Problems;

namespace Archivist.Restore.Problems;

/// <summary>An entry of a snapshot is one that no honest capture makes, and was left out.</summary>
public sealed record EntryInvalid(string Path, EntryFault Fault) : Problem(Failure.Tampering, Path);
