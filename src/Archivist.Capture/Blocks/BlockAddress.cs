using Archivist.Capture.Selecting;
using Archivist.Platform.Blocks;
using Archivist.Platform.Nbd;
using Archivist.Platform.Problems;

namespace Archivist.Capture.Blocks;

/// <summary>The address of a block source (<c>--block</c>): the path of a disk or image, or an export of an NBD server.</summary>
public static class BlockAddress
{
    /// <summary>The directory of a snapshot that holds what came from NBD servers.</summary>
    internal const string NbdFolder = "nbd";

    /// <summary>
    /// The path of the source in the snapshot: its own; with <c>.raw</c> for the disk inside an image of another format;
    /// <c>/nbd/HOST:PORT/NAME</c> for an export.
    /// </summary>
    public static string PathOf(string address)
    {
        if (!NbdAddress.IsOne(address))
        {
            var path = SourcePath.Absolute(address);
            return Blocks.QemuImage.FormatOf(path) is null ? path : path + ".raw";
        }

        var nbd = NbdAddress.Parse(address);
        var server = nbd.Socket is null ? $"{nbd.Host}:{nbd.Port}" : Path.GetFileName(nbd.Socket);
        var parts = nbd.Export.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part is not ("." or "..")).ToList();
        return $"/{NbdFolder}/{server}/{(parts.Count == 0 ? "disk" : string.Join('/', parts))}";
    }

    /// <summary>The address as it is found from anywhere: a path made absolute, an export as it is.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: it begins as the address of an export, and is none.</exception>
    public static string Resolve(string address, Func<string, string> resolve)
    {
        if (!NbdAddress.IsOne(address))
            return resolve(address);
        NbdAddress.Parse(address);
        return address;
    }

    internal static async Task<IBlockSource> OpenAsync(string address, CancellationToken cancellationToken)
    {
        if (NbdAddress.IsOne(address))
            return await NbdClient.ConnectAsync(NbdAddress.Parse(address), BitmapName.IsOne, cancellationToken);
        var path = SourcePath.Absolute(address);
        return Blocks.QemuImage.FormatOf(path) is { } format
            ? await Blocks.QemuImage.OpenAsync(path, format, cancellationToken)
            : FileBlockSource.Open(path);
    }
}
