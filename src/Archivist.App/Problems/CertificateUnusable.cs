using Archivist.Platform.Problems;

namespace Archivist.App.Problems;

/// <summary>The files that were named are not a certificate and its private key, or cannot be read.</summary>
internal sealed record CertificateUnusable(string Certificate, string Key, Cause Cause) : Problem(Failure.Usage, Certificate);
