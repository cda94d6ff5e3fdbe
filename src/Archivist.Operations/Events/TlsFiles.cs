namespace Archivist.Operations.Events;

/// <summary>The certificate and the key of a server, in PEM. Immutable.</summary>
/// <param name="Certificate">A file with the certificate, followed by those that signed it except the root.</param>
/// <param name="Key">A file with its private key, without a password.</param>
public sealed record TlsFiles(string Certificate, string Key);
