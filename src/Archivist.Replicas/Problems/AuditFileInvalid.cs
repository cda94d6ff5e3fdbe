using Archivist.Platform.Problems;

namespace Archivist.Replicas.Problems;

/// <summary>A file is not an audit file.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">The first wrong line, from 1.</param>
public sealed record AuditFileInvalid(string File, int Line) : Problem(Failure.Usage, File);
