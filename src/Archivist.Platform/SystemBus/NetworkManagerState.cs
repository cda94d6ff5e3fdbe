using System.Net.NetworkInformation;
using Tmds.DBus.Protocol;

namespace Archivist.Platform.SystemBus;

/// <summary>
/// What NetworkManager says (its D-Bus API, org.freedesktop.NetworkManager). Without a system bus or NetworkManager no network is metered, and there is a network when an interface other than
/// the loopback one is up and has an address that others gave it.
/// </summary>
/// <param name="clock">Measures how long an answer is waited for.</param>
/// <param name="bus">The address of the bus; null for the system's, or the one that DBUS_SYSTEM_BUS_ADDRESS names.</param>
public sealed class NetworkManagerState(TimeProvider clock, string? bus = null) : INetworkState
{
    /// <summary>NMMetered: what the connection says itself, and what NetworkManager concludes from its kind.</summary>
    private const uint Yes = 1, GuessedYes = 3;

    /// <summary>NMState: below it nothing is known, or nothing is connected yet; at it only the machine's own links are. Here NM_STATE_CONNECTED_SITE, a network without the internet.</summary>
    private const uint ConnectedToSite = 60;

    private readonly BusProperty _manager = new(clock, bus, "org.freedesktop.NetworkManager", "/org/freedesktop/NetworkManager");

    /// <inheritdoc/>
    public async Task<bool> IsMeteredAsync(CancellationToken cancellationToken) =>
        await ReadAsync("Metered", cancellationToken) is Yes or GuessedYes;

    /// <inheritdoc/>
    public async Task<bool> IsConnectedAsync(CancellationToken cancellationToken) =>
        // 0 is NM_STATE_UNKNOWN.
        await ReadAsync("State", cancellationToken) is { } state and not 0 ? state >= ConnectedToSite : HasAddress();

    private async Task<uint?> ReadAsync(string property, CancellationToken cancellationToken) =>
        await _manager.ReadAsync(property, cancellationToken) is { Type: VariantValueType.UInt32 } value ? value.GetUInt32() : null;

    /// <summary>An address that a machine gives itself leads nowhere yet. A gateway is not asked for: the replica may be in the same network.</summary>
    private static bool HasAddress()
    {
        try
        {
            return NetworkInterface.GetAllNetworkInterfaces().Any(link =>
                link is { OperationalStatus: OperationalStatus.Up or OperationalStatus.Unknown, NetworkInterfaceType: not NetworkInterfaceType.Loopback }
                && link.GetIPProperties().UnicastAddresses.Any(address => !address.Address.IsIPv6LinkLocal && !address.Address.ToString().StartsWith("169.254.", StringComparison.Ordinal)));
        }
        catch (NetworkInformationException)
        {
            // What cannot be read is no reason to wait.
            return true;
        }
    }
}
