using Archivist.Platform.Problems;

namespace Archivist.Evidence.Problems;

/// <summary>The published history does not continue the one that was signed last.</summary>
public sealed record LedgerContradicted(string Folder, Cause Cause) : Problem(Failure.Tampering, Folder);
