using System.Net;
using System.Net.Sockets;
using Archivist.Replicas.Stores.Http;
using Archivist.TestKit;
using Archivist.ToolTests.Reports;

namespace Archivist.ToolTests.Replicas;

/// <summary>Ceph's gateway for S3, started by <c>tests/acceptance/lib-radosgw.sh</c> when a test first needs it; a test without it is skipped with the reason.</summary>
public sealed class RadosGateway : IAsyncLifetime
{
    private static readonly string Script = Path.Combine(CheckedOut.Root, "tests/acceptance/lib-radosgw.sh");

    private readonly SemaphoreSlim _gate = new(1);
    private readonly TemporaryFolder _folder = new();
    private Uri? _address;

    /// <summary>Its keys.</summary>
    internal static StoreAccess Access { get; } = new() { Credentials = _ => Task.FromResult<StoreCredentials?>(new StoreCredentials("TRIALKEY", "TRIALSECRET")) };

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_address is not null)
            await Tool.RunAsync("bash", [Script, "down", _folder["ceph"]]);
        _folder.Dispose();
    }

    /// <summary>Where it listens.</summary>
    internal async Task<Uri> AddressAsync()
    {
        Tool.Require("radosgw", "radosgw");
        Tool.Require("ceph-mon", "ceph-mon");
        Tool.Require("ceph-osd", "ceph-osd");
        await _gate.WaitAsync();
        try
        {
            if (_address is not null)
                return _address;
            // What the daemons inherit stays open as long as they run: their output goes elsewhere.
            var (status, output) = await Tool.RunAsync("bash", ["-c", "\"$0\" \"$@\" >\"$2.url\" 2>\"$2.log\" </dev/null", Script, "up", _folder["ceph"], $"{FreePorts()}"]);
            Assert.True(status == 0, output + await File.ReadAllTextAsync(_folder["ceph.log"]));
            return _address = new Uri((await File.ReadAllTextAsync(_folder["ceph.url"])).Trim());
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The first of three ports that follow one another and are free.</summary>
    private static int FreePorts()
    {
        for (var attempt = 0; ; attempt++)
        {
            Assert.True(attempt < 100, "no three free ports");
            using var first = new TcpListener(IPAddress.Loopback, 0);
            first.Start();
            var port = ((IPEndPoint)first.LocalEndpoint).Port;
            if (port < 65_000 && IsFree(port + 1) && IsFree(port + 2))
                return port;
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
