using Archivist.Replicas.Stores.Rclone;

namespace Archivist.ToolTests.Replicas;

/// <summary>Remotes of rclone that exist in the environment of a child alone.</summary>
internal static class Remotes
{
    /// <summary>A directory of this machine behind rclone.</summary>
    internal static RcloneStore Open(string directory, string? bandwidth = null) => new("rclone:near:", () => Of(directory, bandwidth), TimeProvider.System);

    /// <summary>The same, not yet opened.</summary>
    internal static RcloneRemote Of(string directory, string? bandwidth = null) => new("rclone:near:", "near:", new Dictionary<string, string?>
    {
        ["RCLONE_CONFIG"] = "/dev/null",
        ["RCLONE_CONFIG_NEAR_TYPE"] = "alias",
        ["RCLONE_CONFIG_NEAR_REMOTE"] = directory,
        ["RCLONE_BWLIMIT"] = bandwidth,
    });
}
