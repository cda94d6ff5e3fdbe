using Tmds.DBus.Protocol;

namespace Archivist.Platform.SystemBus;

/// <summary>A property of a service on the system's message bus. No service is started for it. Thread-safe.</summary>
/// <param name="clock">Measures how long an answer is waited for.</param>
/// <param name="bus">The address of the bus; null for the system's, or the one that DBUS_SYSTEM_BUS_ADDRESS names.</param>
/// <param name="service">The service, such as <c>org.freedesktop.UPower</c>; its interface has the same name.</param>
/// <param name="path">The object of the service.</param>
internal sealed class BusProperty(TimeProvider clock, string? bus, string service, string path)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Reads a property; null without a bus, without the service or without the property. Takes three seconds at most, and never fails.</summary>
    internal async Task<VariantValue?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return BusAddress.FindSystem(bus) is { } address
                ? await AskAsync(address, name).WaitAsync(Patience, clock, cancellationToken)
                : null;
        }
        catch (Exception cause) when (cause is DBusExceptionBase or TimeoutException or IOException or ArgumentException)
        {
            return null;
        }
    }

    private async Task<VariantValue?> AskAsync(string address, string name)
    {
        using var connection = new DBusConnection(address);
        await connection.ConnectAsync();
        return await connection.CallMethodAsync(Question(connection, name), static (message, _) => (VariantValue?)message.GetBodyReader().ReadVariantValue(), null);
    }

    private MessageBuffer Question(DBusConnection connection, string name)
    {
        using var writer = connection.GetMessageWriter();
        writer.WriteMethodCallHeader(service, path, "org.freedesktop.DBus.Properties", "Get", "ss", MessageFlags.NoAutoStart);
        writer.WriteString(service);
        writer.WriteString(name);
        return writer.CreateMessage();
    }
}
