using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Archivist.Platform.Nbd;
using Archivist.TestKit;

namespace Archivist.Tests.Platform.Nbd;

/// <summary>The client's part of dirty bitmaps, against a server of the test that speaks as QEMU does (docs/interop/nbd.txt); QEMU itself is the judge in tests/acceptance/dirty-bitmap.</summary>
public sealed class NbdBitmapTests : IDisposable
{
    private const long Length = 5L << 30;
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TemporaryFolder _folder = new();

    private NbdAddress Address => new(null, 0, _folder["socket"], "vda");

    [Fact]
    public async Task The_bitmaps_that_are_wanted_are_chosen_of_those_that_are_listed()
    {
        var server = Serve(new Server { Listed = ["base:allocation", "qemu:dirty-bitmap:a", "qemu:dirty-bitmap:other", "qemu:allocation-depth", "qemu:dirty-bitmap:b"] });
        await using (var client = await NbdClient.ConnectAsync(Address, name => name is "a" or "b" or "c", None))
            Assert.Equal(["a", "b"], client.Bitmaps.Order());
        Assert.Equal(["qemu:dirty-bitmap:"], server.ListQueries);
        Assert.Equal(["base:allocation", "qemu:dirty-bitmap:a", "qemu:dirty-bitmap:b"], server.SetQueries);
    }

    [Fact]
    public async Task A_server_that_knows_no_list_or_grants_nothing_has_no_bitmaps()
    {
        Serve(new Server { Listed = null });
        await using (var client = await NbdClient.ConnectAsync(Address, _ => true, None))
            Assert.Empty(client.Bitmaps);
        File.Delete(_folder["socket"]);
        Serve(new Server { Listed = ["qemu:dirty-bitmap:a"], GrantsNothing = true });
        await using (var client = await NbdClient.ConnectAsync(Address, _ => true, None))
        {
            Assert.Empty(client.Bitmaps);
            Assert.False((await client.FindRunAsync(0, None)).IsZero);
        }
    }

    [Fact]
    public async Task No_more_bitmaps_are_chosen_than_an_answer_has_room_for()
    {
        Serve(new Server { Listed = [.. Enumerable.Range(0, 100).Select(i => $"qemu:dirty-bitmap:{i}")] });
        await using var client = await NbdClient.ConnectAsync(Address, _ => true, None);
        Assert.Equal(7, client.Bitmaps.Count);
    }

    [Fact]
    public async Task Each_context_has_its_own_stretches_and_the_bitmap_is_read_to_its_end()
    {
        Serve(new Server
        {
            Listed = ["qemu:dirty-bitmap:a", "qemu:dirty-bitmap:b"],
            // Not as long as was asked for, each another length, and one beyond the end of the source.
            Status = (context, offset) => context switch
            {
                1 => [(4096, 3)],
                2 => offset == 0 ? [(65536, 0), (65536, 1), (65536, 3), (1 << 30, 0)] : [(1 << 30, 1), (3u << 30, 2)],
                _ => [(2u << 30, 0)],
            },
        });
        await using var client = await NbdClient.ConnectAsync(Address, _ => true, None);
        Assert.True((await client.FindRunAsync(0, None)).IsZero);
        var dirty = new List<(long, long)>();
        await client.ReadBitmapAsync("a", (start, end) => dirty.Add((start, end)), None);
        const long First = (3 * 65536) + (1 << 30);
        Assert.Equal([(65536, 131072), (131072, 196608), (First, First + (1 << 30))], dirty);
        dirty.Clear();
        await client.ReadBitmapAsync("b", (start, end) => dirty.Add((start, end)), None);
        Assert.Empty(dirty);
    }

    [Fact]
    public async Task A_server_that_does_not_describe_a_bitmap_is_an_error_and_not_a_hang()
    {
        Serve(new Server { Listed = ["qemu:dirty-bitmap:a"], Status = (context, _) => context == 1 ? [(4096, 0)] : [] });
        await using var client = await NbdClient.ConnectAsync(Address, _ => true, None);
        var failure = await Assert.ThrowsAsync<IOException>(() => client.ReadBitmapAsync("a", (_, _) => { }, None));
        Assert.Contains("dirty bitmap a", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private Server Serve(Server server)
    {
        server.Listening.Bind(Address.EndPoint);
        server.Listening.Listen();
        _ = Task.Run(server.RunAsync);
        return server;
    }

    private sealed class Server
    {
        internal Socket Listening { get; } = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

        /// <summary>Contexts that it has; null when it does not know the question.</summary>
        internal IReadOnlyList<string>? Listed { get; init; }

        internal bool GrantsNothing { get; init; }

        /// <summary>Lengths and states of a context from an offset on.</summary>
        internal Func<uint, long, (uint Length, uint State)[]> Status { get; init; } = (_, _) => [(1 << 30, 0)];

        internal List<string> ListQueries { get; } = [];

        internal List<string> SetQueries { get; } = [];

        internal async Task RunAsync()
        {
            using var socket = await Listening.AcceptAsync(None);
            Listening.Dispose();
            await using var stream = new NetworkStream(socket);
            await stream.WriteAsync("NBDMAGICIHAVEOPT\0\u0003"u8.ToArray(), None);
            await NbdProtocol.ReadAsync(stream, 4, None);
            while (await OptionAsync(stream))
            {
            }

            while (await RequestAsync(stream))
            {
            }
        }

        private async Task<bool> OptionAsync(NetworkStream stream)
        {
            var header = await NbdProtocol.ReadAsync(stream, 16, None);
            var option = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(8));
            var payload = await NbdProtocol.ReadAsync(stream, BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(12)), None);
            switch (option)
            {
                case NbdProtocol.OptionListContexts when Listed is null:
                    await ReplyAsync(stream, option, NbdProtocol.ErrorUnsupported, []);
                    return true;
                case NbdProtocol.OptionListContexts:
                    ListQueries.AddRange(QueriesOf(payload));
                    foreach (var context in Listed)
                        await ReplyAsync(stream, option, NbdProtocol.ReplyContext, [0, 0, 0, 0, .. Encoding.UTF8.GetBytes(context)]);
                    break;
                case NbdProtocol.OptionSetContext:
                    SetQueries.AddRange(QueriesOf(payload));
                    for (var i = 0; !GrantsNothing && i < SetQueries.Count; i++)
                        await ReplyAsync(stream, option, NbdProtocol.ReplyContext, [0, 0, 0, (byte)(i + 1), .. Encoding.UTF8.GetBytes(SetQueries[i])]);
                    break;
                case NbdProtocol.OptionGo:
                    var about = new byte[12];
                    BinaryPrimitives.WriteInt64BigEndian(about.AsSpan(2), Length);
                    await ReplyAsync(stream, option, NbdProtocol.ReplyDescription, about);
                    break;
                default:
                    break;
            }

            await ReplyAsync(stream, option, NbdProtocol.ReplyAcknowledge, []);
            return option != NbdProtocol.OptionGo;
        }

        private async Task<bool> RequestAsync(NetworkStream stream)
        {
            var request = await NbdProtocol.ReadAsync(stream, NbdProtocol.RequestSize, None);
            if (BinaryPrimitives.ReadUInt16BigEndian(request.AsSpan(6)) != NbdProtocol.CommandBlockStatus)
                return false;
            for (uint context = 1; context <= SetQueries.Count; context++)
            {
                var extents = Status(context, BinaryPrimitives.ReadInt64BigEndian(request.AsSpan(16)));
                byte[] payload = [.. NbdProtocol.Number(context), .. extents.SelectMany(extent => NbdProtocol.Number(extent.Length).Concat(NbdProtocol.Number(extent.State)))];
                byte[] isLast = [0, (byte)(context == SetQueries.Count ? 1 : 0)];
                await stream.WriteAsync(
                    (byte[])[.. NbdProtocol.Number(NbdProtocol.StructuredReplyMagic), .. isLast, 0, (byte)NbdProtocol.ChunkBlockStatus, .. request.AsSpan(8, 8), .. NbdProtocol.Number((uint)payload.Length), .. payload], None);
            }

            return true;
        }

        /// <summary>The queries behind the name of the export.</summary>
        private static IEnumerable<string> QueriesOf(byte[] payload)
        {
            var at = 4 + BinaryPrimitives.ReadInt32BigEndian(payload) + 4;
            while (at < payload.Length)
            {
                var length = BinaryPrimitives.ReadInt32BigEndian(payload.AsSpan(at));
                yield return Encoding.UTF8.GetString(payload.AsSpan(at + 4, length));
                at += 4 + length;
            }
        }

        private static async Task ReplyAsync(NetworkStream stream, uint option, uint type, byte[] payload)
        {
            var magic = new byte[8];
            BinaryPrimitives.WriteUInt64BigEndian(magic, NbdProtocol.OptionReplyMagic);
            await stream.WriteAsync((byte[])[.. magic, .. NbdProtocol.Number(option), .. NbdProtocol.Number(type), .. NbdProtocol.Number((uint)payload.Length), .. payload], None);
        }
    }
}
