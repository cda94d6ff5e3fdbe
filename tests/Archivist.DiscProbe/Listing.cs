using System.Globalization;
using System.Security.Cryptography;
using Archivist.Images.Model;
using Archivist.Images.Reading;
using Archivist.Platform.Problems;

namespace Archivist.DiscProbe;

/// <summary>Lists an image as the reader sees it: tab-separated kind, mode, owner, length, seconds, path, and target or SHA-256.</summary>
internal static class Listing
{
    internal static async Task<int> WriteAsync(string path, string? system, TextWriter output)
    {
        DiscFileSystem? wanted = system switch { "iso" => DiscFileSystem.Iso9660, "udf" => DiscFileSystem.Udf, _ => null };
        try
        {
            using var image = await DiscImage.OpenAsync(FileImageSource.Open(path), wanted, CancellationToken.None);
            foreach (var finding in image.Findings)
                await Console.Error.WriteLineAsync($"finding: {finding}");
            foreach (var entry in image.Root.All().Skip(1).OrderBy(entry => entry.Path, StringComparer.Ordinal))
                await output.WriteLineAsync(await LineAsync(image, entry));
            await Console.Error.WriteLineAsync($"{image.FileSystem} {image.VolumeIdentifier}");
            return 0;
        }
        catch (ArchivistException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return (int)e.Failure;
        }
    }

    private static async Task<string> LineAsync(DiscImage image, DiscEntry entry)
    {
        var last = entry.LinkTarget ?? (entry.Kind is DiscEntryKind.File ? await HashAsync(image, entry) : $"{entry.Device.Major},{entry.Device.Minor}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Letter(entry.Kind)}\t{Convert.ToString(entry.Mode, 8)}\t{entry.UserId}:{entry.GroupId}\t{entry.Length}\t{entry.ModifiedAt.ToUnixTimeSeconds()}\t{entry.Path}\t{last}");
    }

    private static async Task<string> HashAsync(DiscImage image, DiscEntry file)
    {
        await using var stream = image.OpenFile(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream));
    }

    /// <summary>As <c>find -printf %y</c>.</summary>
    private static char Letter(DiscEntryKind kind) => kind switch
    {
        DiscEntryKind.Folder => 'd',
        DiscEntryKind.Link => 'l',
        DiscEntryKind.BlockDevice => 'b',
        DiscEntryKind.CharacterDevice => 'c',
        DiscEntryKind.Fifo => 'p',
        DiscEntryKind.Socket => 's',
        _ => 'f',
    };
}
