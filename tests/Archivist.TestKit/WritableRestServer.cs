using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Archivist.Replicas.Stores.Rest;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.TestKit;

/// <summary>
/// A server that speaks restic's REST protocol, version 2, over a store and takes writes, as rest-server does: an object that exists is answered with 403, and a body that is cut stores
/// nothing. One connection serves one request. For tests only.
/// </summary>
public sealed class WritableRestServer : IAsyncDisposable
{
    private const int LongestHead = 16 << 10;

    private readonly IObjectStore _store;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;

    /// <summary>Listens at once.</summary>
    public WritableRestServer(IObjectStore store)
    {
        _store = store;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token));
        }
        catch (Exception cause) when (_end.IsCancellationRequested && cause is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // It listens no more.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        try
        {
            await using var stream = connection.GetStream();
            var head = await ReadHeadAsync(stream);
            var words = head[0].Split(' ');
            var length = long.Parse(Field(head, "content-length") ?? "0", CultureInfo.InvariantCulture);
            await AnswerAsync(stream, words[0], words[1].TrimStart('/'), length, Field(head, "range"));
        }
        catch (Exception cause) when (cause is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The client went away.
        }
    }

    private async Task AnswerAsync(Stream stream, string method, string path, long length, string? range)
    {
        if (method == "POST" && path.StartsWith("?create", StringComparison.Ordinal))
            await SayAsync(stream, "200 OK");
        else if (path.EndsWith('/') && RestProtocol.KindOf(path.TrimEnd('/')) is { } kind)
            await ListAsync(stream, kind);
        else if (NameOf(path) is not { } name)
            await SayAsync(stream, "404 Not Found");
        else if (method == "POST")
            await StoreAsync(stream, name, length);
        else if (method == "DELETE")
        {
            await _store.RemoveAsync(name, _end.Token);
            await SayAsync(stream, "200 OK");
        }
        else
            await SendAsync(stream, name, isHead: method == "HEAD", range);
    }

    private async Task StoreAsync(Stream stream, ObjectName name, long length)
    {
        using var body = new MemoryStream();
        var buffer = new byte[64 << 10];
        while (body.Length < length)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, length - body.Length)), _end.Token);
            if (read == 0)
                return;
            body.Write(buffer, 0, read);
        }

        try
        {
            await _store.PutAsync(name, new BytesContent(body.GetBuffer().AsMemory(0, (int)body.Length)), _end.Token);
            await SayAsync(stream, "200 OK");
        }
        catch (ObjectExistsException)
        {
            await SayAsync(stream, "403 Forbidden");
        }
    }

    private async Task ListAsync(Stream stream, ObjectKind kind)
    {
        var entries = (await _store.ListSortedAsync(kind, _end.Token)).Select(item => $"{{\"name\":\"{item.Name.Id}\",\"size\":{item.Length}}}");
        await SayAsync(stream, "200 OK", $"Content-Type: {RestProtocol.ListTypeV2}\r\n", Encoding.ASCII.GetBytes("[" + string.Join(',', entries) + "]"));
    }

    private async Task SendAsync(Stream stream, ObjectName name, bool isHead, string? range)
    {
        if (await _store.FindLengthAsync(name, _end.Token) is not { } length)
        {
            await SayAsync(stream, "404 Not Found");
            return;
        }

        var (first, last) = (0L, length - 1);
        if (range is not null)
        {
            var ends = range["bytes=".Length..].Split('-');
            first = long.Parse(ends[0], CultureInfo.InvariantCulture);
            last = ends[1].Length == 0 ? last : Math.Min(last, long.Parse(ends[1], CultureInfo.InvariantCulture));
            if (first >= length)
            {
                await SayAsync(stream, "416 Range Not Satisfiable", $"Content-Range: bytes */{length}\r\n");
                return;
            }
        }

        var count = last - first + 1;
        var status = range is null ? "200 OK" : "206 Partial Content";
        var fields = range is null ? "" : $"Content-Range: bytes {first}-{last}/{length}\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Type: application/octet-stream\r\n{fields}Content-Length: {count}\r\n\r\n"), _end.Token);
        if (isHead)
            return;
        await using var content = await _store.OpenAsync(name, new ByteRange(first, count), _end.Token);
        await content.CopyToAsync(stream, _end.Token);
    }

    private async Task SayAsync(Stream stream, string status, string fields = "", byte[]? body = null)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nConnection: close\r\n{fields}Content-Length: {body?.Length ?? 0}\r\n\r\n"), _end.Token);
        await stream.WriteAsync(body ?? [], _end.Token);
    }

    private async Task<string[]> ReadHeadAsync(Stream stream)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (head.Count < LongestHead && !(head is [.., (byte)'\r', (byte)'\n', (byte)'\r', (byte)'\n']))
        {
            if (await stream.ReadAsync(one, _end.Token) == 0)
                throw new IOException("the request was cut");
            head.Add(one[0]);
        }

        return Encoding.ASCII.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }

    private static string? Field(string[] head, string name) =>
        head.Skip(1).FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();

    private static ObjectName? NameOf(string path)
    {
        if (path == "config")
            return ObjectName.Configuration;
        var parts = path.Split('/');
        return parts.Length == 2 && RestProtocol.KindOf(parts[0]) is { } kind && Digest.TryParse(parts[1], null, out var id) ? new ObjectName(kind, id) : null;
    }
}
