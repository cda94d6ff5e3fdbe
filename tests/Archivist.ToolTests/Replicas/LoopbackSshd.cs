using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Archivist.TestKit;
using Archivist.ToolTests.Images;

namespace Archivist.ToolTests.Replicas;

/// <summary>An SSH server on loopback with keys of its own, and a home whose user it lets in; gone with it.</summary>
internal sealed class LoopbackSshd : IAsyncDisposable
{
    private static readonly string[] KeyTypes = ["ed25519", "ecdsa", "rsa"];

    private readonly TemporaryFolder _folder = new();
    private Process? _process;

    /// <summary>Where the server keeps what it is given.</summary>
    internal string Storage => _folder["storage"];

    /// <summary>The home of the user on this side.</summary>
    internal string Home => _folder["home"];

    /// <summary>The known hosts of that home.</summary>
    internal string KnownHosts => _folder["home/.ssh/known_hosts"];

    internal int Port { get; private set; }

    internal static async Task<LoopbackSshd> StartAsync()
    {
        var program = Tool.Find("sshd");
        var server = new LoopbackSshd();
        try
        {
            await server.PrepareAsync();
            server._process = Process.Start(new ProcessStartInfo(program, ["-D", "-e", "-f", server._folder["config"]]) { RedirectStandardError = true, RedirectStandardInput = true })!;
            _ = server._process.StandardError.ReadToEndAsync();
            await server.WaitAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>The address of a directory in the storage.</summary>
    internal string AddressOf(string directory) => $"sftp://{Environment.UserName}@127.0.0.1:{Port}/{Storage}/{directory}";

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        _folder.Dispose();
    }

    private async Task PrepareAsync()
    {
        Directory.CreateDirectory(Storage);
        Directory.CreateDirectory(_folder["home/.ssh"]);
        foreach (var type in KeyTypes)
            await MakeKeyAsync(_folder["host_" + type], type);
        await MakeKeyAsync(_folder["home/.ssh/id_ed25519"], "ed25519");
        File.Copy(_folder["home/.ssh/id_ed25519.pub"], _folder["authorized"]);
        Port = FreePort();
        await File.WriteAllLinesAsync(KnownHosts, KeyTypes.Select(type => $"[127.0.0.1]:{Port} {File.ReadAllText(_folder[$"host_{type}.pub"]).Trim()}"));
        await File.WriteAllLinesAsync(_folder["config"],
        [
            .. KeyTypes.Select(type => $"HostKey {_folder["host_" + type]}"),
            $"ListenAddress 127.0.0.1:{Port}", $"AuthorizedKeysFile {_folder["authorized"]}", "PasswordAuthentication no", "KbdInteractiveAuthentication no",
            "StrictModes no", "UsePAM no", "PidFile none", "Subsystem sftp internal-sftp",
        ]);
        // Debian's server insists on it when root starts it.
        if (Environment.UserName == "root")
            Directory.CreateDirectory("/run/sshd");
    }

    private static async Task MakeKeyAsync(string path, string type) =>
        Assert.Equal(0, (await Tool.RunAsync("ssh-keygen", "-q", "-t", type, "-N", "", "-f", path)).ExitCode);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task WaitAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, Port, limit.Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(50, limit.Token);
            }
        }
    }
}
