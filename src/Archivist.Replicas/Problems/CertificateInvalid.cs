using Archivist.Platform.Problems;

namespace Archivist.Replicas.Problems;

/// <summary>A file has no certificate in PEM, or not the private key that belongs to it.</summary>
public sealed record CertificateInvalid(string Path) : Problem(Failure.Usage, Path);
