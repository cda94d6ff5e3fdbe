using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Archivist.App.Service;
using Archivist.TestKit;

namespace Archivist.Tests.App.Service;

/// <summary>Against a real socket, as systemd has one.</summary>
public sealed class SupervisorTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly ManualClock _clock = new(DateTimeOffset.UnixEpoch);
    private readonly Dictionary<string, string> _variables = [];
    private readonly Socket _manager = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 5000 };

    public void Dispose()
    {
        _manager.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_the_service_manager_is_told_arrives(bool isAbstract)
    {
        Listen(isAbstract);
        using var supervisor = new Supervisor(_variables.GetValueOrDefault);

        supervisor.Ready();
        supervisor.Stopping();

        Assert.Equal(["READY=1", "STOPPING=1"], [Receive(), Receive()]);
    }

    [Fact]
    public void The_watchdog_is_fed_twice_as_often_as_it_wants_while_the_service_is_alive()
    {
        Listen(isAbstract: false);
        _variables["WATCHDOG_USEC"] = "30000000";
        _variables["WATCHDOG_PID"] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        using var supervisor = new Supervisor(_variables.GetValueOrDefault);
        Assert.Equal(TimeSpan.FromSeconds(15), supervisor.WatchdogPace);
        var isAlive = true;

        supervisor.Feed(() => isAlive, _clock);
        _clock.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal("WATCHDOG=1", Receive());
        isAlive = false;
        _clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(0, _manager.Available);
    }

    [Theory]
    [InlineData("1", "30000000")]
    [InlineData(null, "0")]
    [InlineData(null, "soon")]
    [InlineData(null, null)]
    public void Another_process_and_nonsense_have_no_watchdog(string? process, string? microseconds)
    {
        Listen(isAbstract: false);
        if (process is not null)
            _variables["WATCHDOG_PID"] = process;
        if (microseconds is not null)
            _variables["WATCHDOG_USEC"] = microseconds;
        using var supervisor = new Supervisor(_variables.GetValueOrDefault);

        Assert.Null(supervisor.WatchdogPace);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("nowhere")]
    [InlineData("/nonexistent/socket")]
    public void Without_a_service_manager_nothing_is_told_and_nothing_fails(string? socket)
    {
        if (socket is not null)
            _variables["NOTIFY_SOCKET"] = socket;
        using var supervisor = new Supervisor(_variables.GetValueOrDefault);

        supervisor.Ready();
        supervisor.Stopping();
    }

    private void Listen(bool isAbstract)
    {
        var name = isAbstract ? $"archivist-test-{Guid.NewGuid():N}" : _folder.At("notify");
        _manager.Bind(new UnixDomainSocketEndPoint(isAbstract ? $"\0{name}" : name));
        _variables["NOTIFY_SOCKET"] = isAbstract ? $"@{name}" : name;
    }

    private string Receive()
    {
        var bytes = new byte[100];
        return Encoding.ASCII.GetString(bytes, 0, _manager.Receive(bytes));
    }
}
