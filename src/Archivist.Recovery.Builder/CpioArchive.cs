using System.Globalization;
using System.Text;

namespace Archivist.Recovery.Builder;

/// <summary>
/// Writes the "newc" archive of Linux's Documentation/driver-api/early-userspace/buffer-format.rst:
/// a header of hexadecimal fields, the name, the content, each padded to four bytes. Owners are root, times are zero.
/// </summary>
internal sealed class CpioArchive(Stream target)
{
    private const string Magic = "070701";
    private const int TypeFolder = 0x4000, TypeFile = 0x8000, TypeLink = 0xA000, TypeCharacterDevice = 0x2000;

    private readonly HashSet<string> _folders = [];
    private uint _inode;
    private long _written;

    /// <summary>Adds a directory, after those above it, once.</summary>
    internal async Task AddFolderAsync(string name, CancellationToken cancellationToken)
    {
        if (name.Length == 0 || !_folders.Add(name))
            return;
        await AddFolderAsync(ParentOf(name), cancellationToken);
        await AddAsync(name, TypeFolder | 0x1ED, 2, default, (0, 0), cancellationToken);
    }

    internal async Task AddFileAsync(string name, ReadOnlyMemory<byte> content, bool executable, CancellationToken cancellationToken)
    {
        await AddFolderAsync(ParentOf(name), cancellationToken);
        await AddAsync(name, TypeFile | (executable ? 0x1ED : 0x1A4), 1, content, (0, 0), cancellationToken);
    }

    internal async Task AddLinkAsync(string name, string destination, CancellationToken cancellationToken)
    {
        await AddFolderAsync(ParentOf(name), cancellationToken);
        await AddAsync(name, TypeLink | 0x1FF, 1, Encoding.UTF8.GetBytes(destination), (0, 0), cancellationToken);
    }

    internal async Task AddCharacterDeviceAsync(string name, uint major, uint minor, CancellationToken cancellationToken)
    {
        await AddFolderAsync(ParentOf(name), cancellationToken);
        await AddAsync(name, TypeCharacterDevice | 0x180, 1, default, (major, minor), cancellationToken);
    }

    /// <summary>Writes the trailer; nothing may be added after it.</summary>
    internal Task FinishAsync(CancellationToken cancellationToken)
    {
        _inode = uint.MaxValue; // the trailer's number is zero
        return AddAsync("TRAILER!!!", 0, 1, default, (0, 0), cancellationToken);
    }

    private async Task AddAsync(
        string name, int mode, int links, ReadOnlyMemory<byte> content, (uint Major, uint Minor) device, CancellationToken cancellationToken)
    {
        unchecked
        {
            _inode++;
        }

        var nameBytes = Encoding.UTF8.GetBytes(name + '\0');
        uint[] fields =
        [
            _inode, (uint)mode, 0, 0, (uint)links, 0, (uint)content.Length,
            0, 0, device.Major, device.Minor, (uint)nameBytes.Length, 0,
        ];
        var header = Magic + string.Concat(fields.Select(field => field.ToString("X8", CultureInfo.InvariantCulture)));
        await WriteAsync(Encoding.ASCII.GetBytes(header), cancellationToken);
        await WriteAsync(nameBytes, cancellationToken);
        await PadAsync(cancellationToken);
        await WriteAsync(content, cancellationToken);
        await PadAsync(cancellationToken);
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await target.WriteAsync(bytes, cancellationToken);
        _written += bytes.Length;
    }

    private Task PadAsync(CancellationToken cancellationToken) =>
        WriteAsync(new byte[(4 - (_written % 4)) % 4], cancellationToken);

    private static string ParentOf(string name) => name.LastIndexOf('/') is > 0 and var at ? name[..at] : string.Empty;
}
