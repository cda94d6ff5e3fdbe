using System.Text;
using Archivist.Capture.Problems;
using Archivist.Platform.Blocks;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Platform.Nbd;
using Archivist.Platform.Problems;
using Archivist.Platform.Processes;

namespace Archivist.Capture.Blocks;

/// <summary>
/// The disk inside an image of qcow2, VHDX, VHD, VMDK or VDI, read through a <c>qemu-nbd</c> of our own on a socket that no one else
/// can reach.
/// </summary>
/// <remarks>
/// The extension decides the format, not the content: a guest that may write its raw disk could otherwise put a
/// header there that names any file of the host as its backing file.
/// </remarks>
internal sealed class QemuImage : IBlockSource
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(10);

    private readonly ToolProcess _server;
    private readonly DirectoryInfo _folder;
    private readonly NbdClient _client;
    private readonly Task _listening;

    private QemuImage(string path, FileStatus status, ToolProcess server, DirectoryInfo folder, NbdClient client, Task listening)
    {
        Location = path;
        Status = status;
        _server = server;
        _folder = folder;
        _client = client;
        _listening = listening;
    }

    public string Location { get; }

    public long Length => _client.Length;

    /// <summary>Of the image file, whose owner and times the disk gets.</summary>
    internal FileStatus Status { get; }

    /// <summary>qemu's name of the format; null when the extension says that the file is raw.</summary>
    internal static string? FormatOf(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".qcow2" => "qcow2",
        ".vhdx" => "vhdx",
        ".vhd" => "vpc",
        ".vmdk" => "vmdk",
        ".vdi" => "vdi",
        _ => null,
    };

    internal static async Task<QemuImage> OpenAsync(string path, string format, CancellationToken cancellationToken)
    {
        FileStatus status;
        await using (var file = FileBlockSource.Open(path))
            status = file.Status;
        // A directory of our own has mode 0700.
        var folder = Directory.CreateTempSubdirectory("archivist-nbd-");
        ToolProcess? server = null;
        try
        {
            var socket = Path.Combine(folder.FullName, "socket");
            server = ToolProcess.Start(new ToolCommand(
                "qemu-nbd", ["--read-only", $"--format={format}", "--persistent", $"--socket={socket}", path]) { Package = "qemu-utils" });
            var words = new MemoryStream();
            var listening = Task.WhenAll(CopyAsync(server.ErrorOutput, words), CopyAsync(server.Output, Stream.Null));
            var client = await ConnectAsync(path, server, socket, listening, words, cancellationToken);
            return new QemuImage(path, status, server, folder, client, listening);
        }
        catch
        {
            if (server is not null)
                await server.DisposeAsync();
            folder.Delete(recursive: true);
            throw;
        }
    }

    public ValueTask<BlockRun> FindRunAsync(long offset, CancellationToken cancellationToken) => _client.FindRunAsync(offset, cancellationToken);

    public ValueTask ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken) =>
        _client.ReadAsync(offset, destination, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
        await _listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _folder.Delete(recursive: true);
    }

    /// <summary>The socket appears when the server has opened the image; until then, and unless it ends, it is tried again.</summary>
    private static async Task<NbdClient> ConnectAsync(
        string path, ToolProcess server, string socket, Task listening, MemoryStream words, CancellationToken cancellationToken)
    {
        var clock = TimeProvider.System;
        var startedAt = clock.GetTimestamp();
        while (FileLookup.Find(socket) is null)
        {
            if (server.HasExited)
                throw await SaidAsync(path, listening, words);
            if (clock.GetElapsedTime(startedAt) > StartLimit)
                throw new ArchivistException(new QemuServerSilent(path));
            await Task.Delay(BetweenTries, clock, cancellationToken);
        }

        while (true)
        {
            try
            {
                return await NbdClient.ConnectAsync(new NbdAddress(null, 0, socket, ""), cancellationToken);
            }
            catch (ArchivistException) when (clock.GetElapsedTime(startedAt) < StartLimit)
            {
                // Bound, but not listening yet; or the image was no such image, and the server is ending.
                if (server.HasExited)
                    throw await SaidAsync(path, listening, words);
                await Task.Delay(BetweenTries, clock, cancellationToken);
            }
        }
    }

    private static async Task<ArchivistException> SaidAsync(string path, Task listening, MemoryStream words)
    {
        await listening;
        return Refused(path, Encoding.UTF8.GetString(words.ToArray()));
    }

    private static ArchivistException Refused(string path, string words)
    {
        var first = words.Trim().Split('\n')[0].Split(": ", 3)[^1].TrimEnd('.');
        return new ArchivistException(words.Contains("lock", StringComparison.Ordinal) ? new QemuImageLocked(path, first) : new QemuImageRefused(path, first));
    }

    private static async Task CopyAsync(Stream source, Stream destination)
    {
        try
        {
            await source.CopyToAsync(destination);
        }
        catch (Exception cause) when (cause is IOException or ObjectDisposedException)
        {
            // The server was stopped; what it said until then is kept.
        }
    }
}
