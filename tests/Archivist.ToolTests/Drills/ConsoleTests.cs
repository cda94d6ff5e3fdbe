using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Archivist.Drills.Machines;
using Archivist.Platform;

namespace Archivist.ToolTests.Drills;

/// <summary>The environment as a person at the serial console sees it, with a network that reaches one server and nothing else.</summary>
[Collection(MachineTests.OneAtATime)]
public sealed class ConsoleTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("archivist-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_shell_is_offered_and_reaches_the_replica_time_and_again_but_nothing_else()
    {
        using var replica = Server.Start("replica");
        using var other = Server.Start("secret");
        var options = new VirtualMachineOptions(await TrialImage.GetAsync(Cancellation), LogPath)
        {
            Firmware = Firmware.Bios,
            ReplicaPort = replica.Port,
            HasDrillPort = false,
            TargetDiskPath = Path.Combine(_folder, "target.img"),
            TargetDiskLength = 256 << 20,
        };
        await using var machine = await VirtualMachine.StartAsync(options, TimeProvider.System, Cancellation);
        var console = machine.Console;

        await console.ExpectAsync(new Regex("highlighted entry will be executed"), Patience, Cancellation);
        await console.SendAsync("\u000e\u000e\u000e\r", Cancellation); // three entries down
        await console.ExpectAsync(new Regex("network: eth0 10\\.0\\.2\\.[0-9]+"), Patience * 2, Cancellation);
        await console.SendLineAsync("s", Cancellation);
        await console.ExpectAsync(new Regex("# "), Patience, Cancellation);

        // The marks are put together by the shell, so that its echo of the line is not taken for the answer.
        await console.SendLineAsync("for n in 1 2 3; do echo GET / | nc -w 10 10.0.2.100 80; done; echo mark-$((40+2))", Cancellation);
        Assert.Equal(3, Regex.Count(await console.ExpectAsync(new Regex("(?s).*mark-42"), Patience, Cancellation), "served replica"));
        await console.SendLineAsync($"echo GET / | nc -w 5 10.0.2.2 {other.Port}; echo mark-$((40+3))", Cancellation);
        Assert.DoesNotContain("served secret", await console.ExpectAsync(new Regex("(?s).*mark-43"), Patience, Cancellation));

        await console.SendLineAsync("cat /sys/block/vda/serial; mkfs.ext4 -q /dev/vda && mount /dev/vda /mnt && df /mnt; echo mark-$((40+4))", Cancellation);
        var answer = await console.ExpectAsync(new Regex("(?s).*mark-44"), Patience, Cancellation);
        Assert.Contains("archivist-target", answer);
        Assert.Matches("/dev/vda +[0-9]+ ", answer);

        await console.SendLineAsync("umount /mnt; exit", Cancellation);
        await console.ExpectAsync(new Regex("switch the machine off"), Patience, Cancellation);
        await console.SendLineAsync("p", Cancellation);
        await machine.WaitForExitAsync(Cancellation).WaitAsync(Patience, Cancellation);
    }

    private static string LogPath =>
        Path.Combine(Directory.CreateDirectory(Path.Combine(TestKit.CheckedOut.Root, "work", "console-logs")).FullName, "shell.log");

    private sealed class Server : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        internal static Server Start(string name)
        {
            var server = new Server();
            server._listener.Start();
            _ = server.ServeAsync(Encoding.ASCII.GetBytes($"HTTP/1.0 200 OK\r\n\r\nserved {name}\n"));
            return server;
        }

        public void Dispose() => _listener.Dispose();

        private async Task ServeAsync(byte[] answer)
        {
            try
            {
                while (true)
                {
                    using var connection = await _listener.AcceptTcpClientAsync();
                    await new StreamReader(connection.GetStream()).ReadLineAsync();
                    await connection.GetStream().WriteAsync(answer);
                }
            }
            catch (SocketException)
            {
                // The test is over.
            }
            catch (ObjectDisposedException)
            {
                // Likewise.
            }
        }
    }
}
