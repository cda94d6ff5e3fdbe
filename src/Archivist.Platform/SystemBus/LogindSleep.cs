using Tmds.DBus.Protocol;

namespace Archivist.Platform.SystemBus;

/// <summary>What systemd-logind says (its D-Bus API, org.freedesktop.login1: the signal PrepareForSleep, which is false after a wake).</summary>
/// <param name="clock">Measures the pause before a bus that went away is tried again.</param>
/// <param name="bus">The address of the bus; null for the system's, or the one that DBUS_SYSTEM_BUS_ADDRESS names.</param>
public sealed class LogindSleep(TimeProvider clock, string? bus = null) : ISleepState
{
    /// <summary>The bus may come later than this program, and may be started again below it.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private static readonly MatchRule Prepares = new()
    {
        Type = MessageType.Signal,
        Sender = "org.freedesktop.login1",
        Path = "/org/freedesktop/login1",
        Interface = "org.freedesktop.login1.Manager",
        Member = "PrepareForSleep",
    };

    /// <inheritdoc/>
    public async Task WaitForWakeAsync(CancellationToken cancellationToken)
    {
        while (!await TryWaitAsync(cancellationToken))
            await Task.Delay(Pause, clock, cancellationToken);
    }

    /// <summary>False when there is no bus, or none any more.</summary>
    private async Task<bool> TryWaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (BusAddress.FindSystem(bus) is not { } address)
                return false;
            using var connection = new DBusConnection(address);
            await connection.ConnectAsync().AsTask().WaitAsync(cancellationToken);
            var woke = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            using var watch = await connection.AddMatchAsync(Prepares, static (message, _) => message.GetBodyReader().ReadBool(), Note, emitOnCapturedContext: false, ObserverFlags.EmitOnConnectionClosed | ObserverFlags.EmitOnConnectionFailed);
            return await woke.Task.WaitAsync(cancellationToken);

            void Note(Notification<bool> signal)
            {
                if (!signal.HasValue)
                    woke.TrySetResult(false);
                else if (!signal.Value)
                    woke.TrySetResult(true);
            }
        }
        catch (Exception cause) when (cause is DBusExceptionBase or IOException or ArgumentException)
        {
            return false;
        }
    }
}
