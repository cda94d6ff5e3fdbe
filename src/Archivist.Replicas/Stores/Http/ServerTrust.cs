namespace Archivist.Replicas.Stores.Http;

/// <summary>By what a server and its client know each other.</summary>
/// <param name="Authorities">A PEM file with the certificate authorities that are trusted instead of the machine's; null for the machine's.</param>
/// <param name="ClientCertificate">A PEM file with a certificate and its private key, shown to servers that ask for one; null for none.</param>
public sealed record ServerTrust(string? Authorities, string? ClientCertificate)
{
    /// <summary>The machine's authorities, and no certificate of our own.</summary>
    public static ServerTrust Machine { get; } = new(null, null);
}
