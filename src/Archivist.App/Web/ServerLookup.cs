using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using Archivist.Operations.Events;

namespace Archivist.App.Web;

/// <summary>Asks the resolver of the machine, and begins a TLS connection.</summary>
internal sealed class ServerLookup : IServerLookup
{
    /// <summary>An audit does not wait for a comparison.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> FindAddressesAsync(string host, CancellationToken cancellationToken) => await TryAsync<IReadOnlyList<string>>(
        async stop => [.. (await Dns.GetHostAddressesAsync(host, stop)).Select(address => address.ToString()).Distinct().Order(StringComparer.Ordinal)], cancellationToken) ?? [];

    /// <inheritdoc/>
    public Task<string?> FindCertificateAsync(string host, int port, CancellationToken cancellationToken) => TryAsync(
        async stop =>
        {
            using var client = new TcpClient();
            await client.ConnectAsync(host, port, stop);
            string? found = null;
            await using var stream = new SslStream(client.GetStream());
            var options = new SslClientAuthenticationOptions
            {
                TargetHost = host,
                // Any certificate will do: nothing is sent, and nothing that is received is believed.
                RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                {
                    found = certificate?.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant();
                    return true;
                },
            };
            await stream.AuthenticateAsClientAsync(options, stop);
            return found;
        },
        cancellationToken);

    private static async Task<T?> TryAsync<T>(Func<CancellationToken, Task<T?>> look, CancellationToken cancellationToken) where T : class
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            return await look(limit.Token);
        }
        catch (Exception cause) when (cause is SocketException or IOException or AuthenticationException or ArgumentException
            || (cause is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }
}
