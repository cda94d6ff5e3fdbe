using System.Net.Sockets;
using Archivist.Capture.Blocks;
using Archivist.Platform.Nbd;
using Archivist.Platform.Problems;
using Archivist.Restore.Serving;
using Archivist.TestKit;
using Archivist.Tests.Capture.Blocks;

namespace Archivist.Tests.Platform.Nbd;

/// <summary>Our client and our server, over a real socket. Each is also held against others' programs (tests/acceptance/mounts, block-sources).</summary>
public sealed class NbdConversationTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TemporaryFolder _folder = new();

    private NbdAddress Address => new(null, 0, _folder["socket"], "disk");

    [Fact]
    public async Task Everything_is_read_and_zeros_are_told()
    {
        var bytes = new byte[5_000_001];
        new Random(1).NextBytes(bytes.AsSpan(1_000_000, 500_000));
        new Random(2).NextBytes(bytes.AsSpan(4_999_000));
        await using var server = NbdServer.Start(new MemorySource(bytes, null) { KnownData = [(1_000_000, 1_500_000), (4_999_000, 5_000_001)] }, Address);
        await using var client = await NbdClient.ConnectAsync(Address, None);
        Assert.Equal(bytes.Length, client.Length);

        var read = new byte[bytes.Length];
        await client.ReadAsync(0, read, None);
        Assert.Equal(bytes, read);
        var runs = new List<(long, bool)>();
        for (long at = 0; at < client.Length;)
        {
            var run = await client.FindRunAsync(at, None);
            runs.Add((run.End, run.IsZero));
            at = run.End;
        }

        Assert.Equal([(1_000_000, true), (1_500_000, false), (4_999_000, true), (5_000_001, false)], runs);
    }

    [Fact]
    public async Task Many_requests_are_under_way_at_once_on_many_connections()
    {
        var bytes = new byte[1 << 20];
        new Random(3).NextBytes(bytes);
        await using var server = NbdServer.Start(new MemorySource(bytes, null), Address);
        await Parallel.ForEachAsync(Enumerable.Range(0, 4), None, async (seed, _) =>
        {
            await using var client = await NbdClient.ConnectAsync(Address, None);
            var random = new Random(seed);
            await Task.WhenAll(Enumerable.Range(0, 200).Select(async _ =>
            {
                var at = random.Next(bytes.Length);
                var part = new byte[random.Next(1, bytes.Length - at + 1)];
                await client.ReadAsync(at, part, None);
                Assert.True(bytes.AsSpan(at, part.Length).SequenceEqual(part));
            }));
        });
    }

    [Fact]
    public async Task A_source_that_fails_is_an_error_of_that_request_only()
    {
        await using var server = NbdServer.Start(new MemorySource(new byte[100_000], null) { FailsAt = 50_000 }, Address);
        await using var client = await NbdClient.ConnectAsync(Address, None);
        var failure = await Assert.ThrowsAsync<IOException>(async () => await client.ReadAsync(49_990, new byte[20], None));
        Assert.Contains("error of the medium", failure.Message, StringComparison.Ordinal);
        await client.ReadAsync(60_000, new byte[20], None);
    }

    [Fact]
    public async Task An_export_that_is_not_there_and_a_server_that_is_not_there_are_told()
    {
        await using (NbdServer.Start(new MemorySource(new byte[10], null), Address))
        {
            var failure = await Assert.ThrowsAsync<ArchivistException>(() => NbdClient.ConnectAsync(Address with { Export = "other" }, None));
            Assert.Equal("other", Assert.IsType<NbdExportMissing>(failure.Problem).Export);
        }

        Assert.False(File.Exists(_folder["socket"]));
        await Assert.ThrowsAsync<ArchivistException>(() => NbdClient.ConnectAsync(Address, None));
    }

    [Fact]
    public async Task Nonsense_from_a_client_ends_its_connection_and_nobody_elses()
    {
        await using var server = NbdServer.Start(new MemorySource(new byte[100_000], null), Address);
        await using var other = await NbdClient.ConnectAsync(Address, None);
        var random = new Random(9);
        for (var round = 0; round < 200; round++)
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(Address.EndPoint, None);
            var words = new byte[random.Next(1, 400)];
            random.NextBytes(words);
            // Half of the rounds get past the flags, so that the options are met too.
            if (round % 2 == 0 && words.Length > 20)
                new byte[] { 0, 0, 0, 3, 0x49, 0x48, 0x41, 0x56, 0x45, 0x4f, 0x50, 0x54, 0, 0, 0, (byte)random.Next(12), 0, 0, 0, (byte)random.Next(60) }.CopyTo(words, 0);
            await socket.SendAsync(words, SocketFlags.None, None);
        }

        await other.ReadAsync(0, new byte[100_000], None);
    }

    [Fact]
    public async Task Nonsense_from_a_server_is_an_error_and_not_a_hang()
    {
        var random = new Random(11);
        using var listening = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listening.Bind(Address.EndPoint);
        listening.Listen();
        for (var round = 0; round < 100; round++)
        {
            var serving = Task.Run(async () =>
            {
                using var socket = await listening.AcceptAsync();
                var words = new byte[random.Next(1, 300)];
                random.NextBytes(words);
                "NBDMAGICIHAVEOPT\0\u0003"u8[..Math.Min(18, words.Length)].CopyTo(words);
                await socket.SendAsync(words, SocketFlags.None);
            });
            await Assert.ThrowsAsync<ArchivistException>(() => NbdClient.ConnectAsync(Address, None));
            await serving;
        }
    }

    [Theory]
    [InlineData("nbd://host/name", "nbd://host:10809/name")]
    [InlineData("nbd://[::1]:5/a%20b", "nbd://[::1]:5/a%20b")]
    [InlineData("nbd://127.0.0.1:0", "nbd://127.0.0.1:0/")]
    [InlineData("nbd+unix:///vda?socket=/run/x.sock", "nbd+unix:///vda?socket=/run/x.sock")]
    [InlineData("nbd+unix:///?socket=/run/x.sock", "nbd+unix:///?socket=/run/x.sock")]
    public void Addresses_are_read(string text, string said) => Assert.Equal(said, NbdAddress.Parse(text).ToString());

    [Theory]
    [InlineData("nbds://host/name")]
    [InlineData("nbd:///name")]
    [InlineData("nbd+unix:///name")]
    [InlineData("nbd+unix://host/name?socket=x")]
    [InlineData("nbd:host:port")]
    public void Other_addresses_are_refused(string text)
    {
        Assert.True(NbdAddress.IsOne(text));
        Assert.Equal(Failure.Usage, Assert.Throws<ArchivistException>(() => NbdAddress.Parse(text)).Failure);
    }

    [Theory]
    [InlineData("/dev/sda", "/dev/sda")]
    [InlineData("/srv/a.qcow2", "/srv/a.qcow2.raw")]
    [InlineData("/srv/a.VHDX", "/srv/a.VHDX.raw")]
    [InlineData("nbd://h/x", "/nbd/h:10809/x")]
    [InlineData("nbd://h/", "/nbd/h:10809/disk")]
    [InlineData("nbd://h/..%2F..%2Fetc", "/nbd/h:10809/etc")]
    [InlineData("nbd+unix:///x?socket=/run/vm.sock", "/nbd/vm.sock/x")]
    public void Every_source_has_its_path(string address, string path) => Assert.Equal(path, BlockAddress.PathOf(address));

    public void Dispose() => _folder.Dispose();
}
