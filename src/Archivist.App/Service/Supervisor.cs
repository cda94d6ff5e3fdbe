using System.Globalization;
using System.Net.Sockets;

namespace Archivist.App.Service;

/// <summary>
/// Notifies systemd of the state of the service, as sd_notify(3) does: one datagram to the socket that it names. Does nothing without systemd. Thread-safe.
/// </summary>
internal sealed class Supervisor : IDisposable
{
    private readonly Socket? _socket;
    private readonly UnixDomainSocketEndPoint? _endpoint;
    private ITimer? _feeding;

    /// <param name="variable">Reads an environment variable of the process.</param>
    internal Supervisor(Func<string, string?> variable)
    {
        if (variable("NOTIFY_SOCKET") is not { Length: > 1 } path || path[0] is not ('/' or '@'))
            return;
        // The name of an abstract socket begins with a zero byte.
        _endpoint = new UnixDomainSocketEndPoint(path[0] == '@' ? '\0' + path[1..] : path);
        _socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        WatchdogPace = PaceOf(variable("WATCHDOG_USEC"), variable("WATCHDOG_PID"));
    }

    /// <summary>How often the watchdog is fed: twice as often as it wants; null without one.</summary>
    internal TimeSpan? WatchdogPace { get; }

    /// <summary>Everything is up.</summary>
    internal void Ready() => Send("READY=1");

    /// <summary>The service is ending.</summary>
    internal void Stopping()
    {
        _feeding?.Dispose();
        Send("STOPPING=1");
    }

    /// <summary>Feeds the watchdog for as long as the service is alive.</summary>
    internal void Feed(Func<bool> isAlive, TimeProvider clock)
    {
        if (WatchdogPace is { } pace)
        {
            _feeding = clock.CreateTimer(
                _ =>
                {
                    if (isAlive())
                        Send("WATCHDOG=1");
                },
                null,
                pace,
                pace);
        }
    }

    public void Dispose()
    {
        _feeding?.Dispose();
        _socket?.Dispose();
    }

    private static TimeSpan? PaceOf(string? microseconds, string? process) =>
        (process is null || process == Environment.ProcessId.ToString(CultureInfo.InvariantCulture))
            && long.TryParse(microseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) && wanted > 0
            ? TimeSpan.FromMicroseconds(wanted / 2.0)
            : null;

    private void Send(string state)
    {
        try
        {
            _socket?.SendTo(System.Text.Encoding.ASCII.GetBytes(state), _endpoint!);
        }
        catch (Exception cause) when (cause is SocketException or ObjectDisposedException)
        {
            // No one listens any more: the service goes on, and the supervisor finds out by itself.
        }
    }
}
