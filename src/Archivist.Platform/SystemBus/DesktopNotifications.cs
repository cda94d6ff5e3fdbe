using Tmds.DBus.Protocol;

namespace Archivist.Platform.SystemBus;

/// <summary>Shows notifications on the desktop of the user (Desktop Notifications Specification 1.2). Thread-safe.</summary>
/// <param name="bus">The address of the bus; null for the user's, as DBUS_SESSION_BUS_ADDRESS names it.</param>
public sealed class DesktopNotifications(string? bus = null)
{
    private const string Name = "org.freedesktop.Notifications";

    private const string Program = "Archivist";

    /// <summary>How long it stays is left to the desktop.</summary>
    private const int UsualTime = -1;

    /// <summary>Shows one.</summary>
    /// <param name="title">One line.</param>
    /// <param name="text">Some lines; markup in it is shown as it is.</param>
    /// <param name="urgency">0 for low, 1 for normal, 2 for critical, which stays until someone has seen it.</param>
    /// <param name="cancellationToken">Stops waiting for the desktop.</param>
    /// <returns>The number that the desktop gave it.</returns>
    /// <exception cref="IOException">There is no desktop, or it refused.</exception>
    public async Task<uint> ShowAsync(string title, string text, byte urgency, CancellationToken cancellationToken)
    {
        try
        {
            if ((bus ?? DBusAddress.Session) is not { Length: > 0 } address)
                throw new IOException("this user has no session bus");
            using var connection = new DBusConnection(address);
            await connection.ConnectAsync().AsTask().WaitAsync(cancellationToken);
            return await connection.CallMethodAsync(Request(connection, title, text, urgency), static (message, _) => message.GetBodyReader().ReadUInt32(), null).WaitAsync(cancellationToken);
        }
        catch (Exception cause) when (cause is DBusExceptionBase or ArgumentException)
        {
            throw new IOException(cause.Message, cause);
        }
    }

    private static MessageBuffer Request(DBusConnection connection, string title, string text, byte urgency)
    {
        using var writer = connection.GetMessageWriter();
        writer.WriteMethodCallHeader(Name, "/org/freedesktop/Notifications", Name, "Notify", "susssasa{sv}i");
        writer.WriteString(Program);
        writer.WriteUInt32(0);
        writer.WriteString("");
        writer.WriteString(title);
        writer.WriteString(text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal));
        writer.WriteArray(Array.Empty<string>());
        writer.WriteDictionary(new Dictionary<string, VariantValue> { ["urgency"] = VariantValue.Byte(urgency) });
        writer.WriteInt32(UsualTime);
        return writer.CreateMessage();
    }
}
