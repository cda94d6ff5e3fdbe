using Archivist.Platform.Problems;

namespace Archivist.Replicas.Problems;

/// <summary>A file with certificates cannot be read.</summary>
public sealed record CertificateUnreadable(string Path, Cause Cause) : Problem(Failure.Usage, Path);
