using System.Globalization;

namespace Archivist.Replicas.Stores.Rclone;

/// <summary>A directory in a remote of rclone's configuration, or on a host that is reached by SFTP.</summary>
/// <param name="Remote">The remote's name in rclone's configuration; null for a host.</param>
/// <param name="Host">The host; null for a remote.</param>
/// <param name="Path">
/// The directory; empty for the remote itself. On a host it is relative to the user's home unless it begins with a slash.
/// </param>
public sealed record RclonePlace(string? Remote, SftpHost? Host, string Path)
{
    /// <summary>The address of the place, as it is shown.</summary>
    public string Location
    {
        get
        {
            if (Host is null)
                return $"rclone:{Remote}:{Path}";
            var name = (Host.User is null ? "" : Host.User + "@") + (Host.Name.Contains(':') ? $"[{Host.Name}]" : Host.Name);
            return Host.Port is { } port ? string.Create(CultureInfo.InvariantCulture, $"sftp://{name}:{port}/{Path}") : $"sftp:{name}:{Path}";
        }
    }

    /// <summary>The place in one spelling, with a slash before each part of the path, so that one inside another begins like it.</summary>
    public string Canonical => Host is null
        ? $"rclone:{Remote}:{WithoutEmptyParts(Path)}"
        : $"sftp:{Host.Canonical}:{WithoutEmptyParts(Path.StartsWith('/') ? Path : "~/" + Path)}";

    private static string WithoutEmptyParts(string path) => "/" + string.Join('/', path.Split('/').Where(part => part is not "" and not "."));
}
