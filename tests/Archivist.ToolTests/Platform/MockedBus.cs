using System.Diagnostics;
using Archivist.TestKit;
using Archivist.ToolTests.Images;

namespace Archivist.ToolTests.Platform;

/// <summary>A message bus of its own, with stand-ins for system services out of python3-dbusmock's templates; gone with it.</summary>
internal sealed class MockedBus : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<Process> _processes = [];

    internal string Address => $"unix:path={_folder["bus"]}";

    internal static async Task<MockedBus> StartAsync()
    {
        var bus = new MockedBus();
        try
        {
            Assert.SkipWhen((await Tool.RunAsync("/usr/bin/python3", "-c", "import dbusmock")).ExitCode != 0, "python3-dbusmock is not installed");
            bus.Start(Tool.Find("dbus-daemon"), "--session", "--nofork", "--nopidfile", $"--address={bus.Address}");
            await bus.TryAsync("org.freedesktop.DBus", "/", "org.freedesktop.DBus.GetId");
            return bus;
        }
        catch
        {
            await bus.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a stand-in and waits until it answers.</summary>
    internal async Task MockAsync(string template, string name, string path)
    {
        Start("/usr/bin/python3", "-m", "dbusmock", "--system", "--template", template);
        await TryAsync(name, path, "org.freedesktop.DBus.Introspectable.Introspect");
    }

    /// <summary>Calls a method, with arguments as dbus-send takes them.</summary>
    internal async Task CallAsync(string name, string path, string method, params string[] arguments)
    {
        var sent = await Tool.RunAsync("dbus-send", [$"--bus={Address}", "--print-reply", "--type=method_call", $"--dest={name}", path, method, .. arguments]);
        Assert.True(sent.ExitCode == 0, sent.Output);
    }

    /// <summary>Makes a stand-in send a signal with one truth value, which dbus-send cannot say.</summary>
    internal async Task EmitAsync(string name, string path, string itsInterface, string signal, bool value)
    {
        const string Program =
            """
            import sys, dbus, dbus.bus
            address, name, path, interface, signal, value = sys.argv[1:]
            mock = dbus.Interface(dbus.bus.BusConnection(address).get_object(name, path), "org.freedesktop.DBus.Mock")
            mock.EmitSignal(interface, signal, "b", [dbus.Boolean(value == "True")])
            """;
        var sent = await Tool.RunAsync("/usr/bin/python3", "-c", Program, Address, name, path, itsInterface, signal, $"{value}");
        Assert.True(sent.ExitCode == 0, sent.Output);
    }

    /// <summary>Ends the bus itself, and starts it again at the same address.</summary>
    internal async Task RestartAsync()
    {
        await EndAsync();
        File.Delete(_folder["bus"]);
        Start(Tool.Find("dbus-daemon"), "--session", "--nofork", "--nopidfile", $"--address={Address}");
        await TryAsync("org.freedesktop.DBus", "/", "org.freedesktop.DBus.GetId");
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _folder.Dispose();
    }

    private async Task EndAsync()
    {
        foreach (var process in _processes.AsEnumerable().Reverse())
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        _processes.Clear();
    }

    private void Start(string program, params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment = { ["DBUS_SYSTEM_BUS_ADDRESS"] = Address },
        })!;
        _processes.Add(process);
        _ = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
    }

    private async Task TryAsync(string name, string path, string method, params string[] arguments)
    {
        for (var tries = 0; ; tries++)
        {
            var asked = await Tool.RunAsync("dbus-send", [$"--bus={Address}", "--print-reply", $"--dest={name}", path, method, .. arguments]);
            if (asked.ExitCode == 0)
                return;
            Assert.True(tries < 300, asked.Output);
            await Task.Delay(100);
        }
    }
}
