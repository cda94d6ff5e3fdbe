namespace Archivist.Operations.Events;

/// <summary>Finds out which machine a name leads to. Thread-safe.</summary>
public interface IServerLookup
{
    /// <summary>The network addresses of a host, in order; empty when they cannot be found.</summary>
    /// <param name="host">Its name.</param>
    /// <param name="cancellationToken">Stops.</param>
    Task<IReadOnlyList<string>> FindAddressesAsync(string host, CancellationToken cancellationToken);

    /// <summary>The SHA-256 of the certificate that a server shows, in hexadecimal; null when it shows none. It is compared, and never trusted.</summary>
    /// <param name="host">Its name.</param>
    /// <param name="port">The TCP port.</param>
    /// <param name="cancellationToken">Stops.</param>
    Task<string?> FindCertificateAsync(string host, int port, CancellationToken cancellationToken);
}
