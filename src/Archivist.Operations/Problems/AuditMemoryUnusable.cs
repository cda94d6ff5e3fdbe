using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The database with what audits have read cannot be used.</summary>
public sealed record AuditMemoryUnusable(string File, Cause Cause) : Problem(Failure.Failed, File);
