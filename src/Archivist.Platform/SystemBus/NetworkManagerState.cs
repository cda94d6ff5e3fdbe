using Tmds.DBus.Protocol;

namespace Archivist.Platform.SystemBus;

/// <summary>What NetworkManager says (its D-Bus API, org.freedesktop.NetworkManager). Without a system bus or NetworkManager no network is metered; none of them is started.</summary>
/// <param name="clock">Measures how long an answer is waited for.</param>
/// <param name="bus">The address of the bus; null for the system's, or the one that DBUS_SYSTEM_BUS_ADDRESS names.</param>
public sealed class NetworkManagerState(TimeProvider clock, string? bus = null) : INetworkState
{
    private const string Name = "org.freedesktop.NetworkManager";

    /// <summary>NMMetered: what the connection says itself, and what NetworkManager concludes from its kind.</summary>
    private const uint Yes = 1, GuessedYes = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public async Task<bool> IsMeteredAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (bus ?? DBusAddress.System) is { Length: > 0 } address
                && await ReadMeteredAsync(address).WaitAsync(Patience, clock, cancellationToken) is Yes or GuessedYes;
        }
        catch (Exception cause) when (cause is DBusExceptionBase or TimeoutException or IOException or ArgumentException)
        {
            // No bus, no NetworkManager, or one that has no such property.
            return false;
        }
    }

    private static async Task<uint> ReadMeteredAsync(string address)
    {
        using var connection = new DBusConnection(address);
        await connection.ConnectAsync();
        return await connection.CallMethodAsync(Question(connection), static (message, _) => ReadNumber(message), null);
    }

    private static MessageBuffer Question(DBusConnection connection)
    {
        using var writer = connection.GetMessageWriter();
        writer.WriteMethodCallHeader(Name, "/org/freedesktop/NetworkManager", "org.freedesktop.DBus.Properties", "Get", "ss", MessageFlags.NoAutoStart);
        writer.WriteString(Name);
        writer.WriteString("Metered");
        return writer.CreateMessage();
    }

    private static uint ReadNumber(Message message)
    {
        var value = message.GetBodyReader().ReadVariantValue();
        return value.Type is VariantValueType.UInt32 ? value.GetUInt32() : 0;
    }
}
