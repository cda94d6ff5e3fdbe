using Archivist.Platform.Files;

namespace Archivist.Discs.Rescue;

/// <summary>The make and model of a drive, which distinguish readings in one drive from those in another.</summary>
public static class DriveName
{
    /// <summary>The name of everything that is no drive.</summary>
    public const string ImageFile = "image file";

    /// <summary>Make and model as the kernel of Linux knows them, or the device when it knows none.</summary>
    public static string Of(string path)
    {
        if (!DriveImageSource.IsDrive(path))
            return ImageFile;
        var target = FileLookup.FindLink(path) is { Kind: FileKind.Link } ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;
        var device = $"/sys/class/block/{Path.GetFileName(target)}/device";
        var words = new[] { "vendor", "model", "rev" }.Select(name => Read(Path.Combine(device, name))).Where(word => word.Length > 0).ToList();
        return words.Count > 0 ? string.Join(' ', words) : path;
    }

    private static string Read(string path)
    {
        try
        {
            return new string([.. File.ReadAllText(path).Trim().Where(character => !char.IsControl(character)).Take(100)]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
