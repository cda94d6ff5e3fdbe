using Archivist.Platform.SystemBus;
using Archivist.TestKit;

namespace Archivist.ToolTests.Platform;

/// <summary>What UPower, NetworkManager and logind say, over a real bus.</summary>
public sealed class SystemBusTests
{
    private const string UPower = "org.freedesktop.UPower", UPowerPath = "/org/freedesktop/UPower";
    private const string NetworkManager = "org.freedesktop.NetworkManager", NetworkManagerPath = "/org/freedesktop/NetworkManager";
    private const string Logind = "org.freedesktop.login1", LogindPath = "/org/freedesktop/login1";

    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_machine_is_on_battery_when_UPower_says_so_and_on_mains_when_nothing_does()
    {
        await using var bus = await MockedBus.StartAsync();
        var power = new UPowerState(TimeProvider.System, bus.Address);
        Assert.False(await new UPowerState(TimeProvider.System, "unix:path=/nowhere/bus").IsOnBatteryAsync(None));
        Assert.False(await power.IsOnBatteryAsync(None));

        await bus.MockAsync("upower", UPower, UPowerPath);
        Assert.False(await power.IsOnBatteryAsync(None));
        foreach (var isOnBattery in new[] { true, false })
        {
            await bus.CallAsync(UPower, UPowerPath, "org.freedesktop.DBus.Properties.Set", $"string:{UPower}", "string:OnBattery", $"variant:boolean:{(isOnBattery ? "true" : "false")}");
            Assert.Equal(isOnBattery, await power.IsOnBatteryAsync(None));
        }
    }

    [Theory]
    [InlineData(10, false)] // asleep
    [InlineData(20, false)] // disconnected
    [InlineData(30, false)] // disconnecting
    [InlineData(40, false)] // connecting
    [InlineData(50, false)] // only its own links
    [InlineData(60, true)] // a network without the internet: a replica may be in it
    [InlineData(70, true)]
    public async Task A_machine_is_connected_from_the_state_on_in_which_a_site_is_reached(int state, bool isConnected)
    {
        await using var bus = await MockedBus.StartAsync();
        await bus.MockAsync("networkmanager", NetworkManager, NetworkManagerPath);
        await bus.CallAsync(NetworkManager, NetworkManagerPath, "org.freedesktop.DBus.Mock.SetGlobalConnectionState", $"uint32:{state}");

        Assert.Equal(isConnected, await new NetworkManagerState(TimeProvider.System, bus.Address).IsConnectedAsync(None));
    }

    [Fact]
    public async Task A_wake_is_the_end_of_a_sleep_and_not_its_beginning()
    {
        await using var bus = await MockedBus.StartAsync();
        await bus.MockAsync("logind", Logind, LogindPath);
        using var stop = new CancellationTokenSource();
        var waiting = new LogindSleep(TimeProvider.System, bus.Address).WaitForWakeAsync(stop.Token);

        await SleepAsync(bus, begins: true, TimeSpan.FromSeconds(1), waiting);
        Assert.False(waiting.IsCompleted);
        await SleepAsync(bus, begins: false, TimeSpan.FromSeconds(30), waiting);
        await waiting;

        var next = new LogindSleep(TimeProvider.System, bus.Address).WaitForWakeAsync(stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    [Fact]
    public async Task Wakes_are_heard_of_again_after_the_bus_went_away_and_came_back()
    {
        await using var bus = await MockedBus.StartAsync();
        var clock = new ManualClock(DateTimeOffset.UnixEpoch);
        using var stop = new CancellationTokenSource();
        var waiting = new LogindSleep(clock, bus.Address).WaitForWakeAsync(stop.Token);

        await bus.RestartAsync();
        await bus.MockAsync("logind", Logind, LogindPath);
        for (var tries = 0; tries < 300 && !waiting.IsCompleted; tries++)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            await SleepAsync(bus, begins: false, TimeSpan.FromMilliseconds(100), waiting);
        }

        Assert.True(waiting.IsCompletedSuccessfully);
    }

    /// <summary>Signals until the wait ends or the patience does: when the watch is set up is not to be seen from here.</summary>
    private static async Task SleepAsync(MockedBus bus, bool begins, TimeSpan patience, Task waiting)
    {
        var until = DateTimeOffset.UtcNow + patience;
        do
        {
            await bus.EmitAsync(Logind, LogindPath, "org.freedesktop.login1.Manager", "PrepareForSleep", begins);
            await Task.WhenAny(waiting, Task.Delay(100));
        }
        while (!waiting.IsCompleted && DateTimeOffset.UtcNow < until);
    }
}
