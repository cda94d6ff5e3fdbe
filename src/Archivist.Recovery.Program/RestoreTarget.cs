using Archivist.Platform.Problems;
using Archivist.Platform.Processes;
using Archivist.Recovery.Program.Problems;

namespace Archivist.Recovery.Program;

/// <summary>The target of a restore.</summary>
/// <param name="Device">The device that it is on, for display.</param>
/// <param name="Folder">Where it is mounted.</param>
internal sealed record RestoreTarget(string Device, string Folder)
{
    private const string MountPoint = "/mnt";

    /// <summary>Makes a new ext4 file system over the whole device and mounts it. The previous content is lost.</summary>
    internal static async Task<RestoreTarget> MakeFileSystemAsync(BlockDevice device, CancellationToken cancellationToken)
    {
        await RunAsync(device, "mke2fs", ["-q", "-F", "-t", "ext4", "-L", "restored", "-m", "0", device.Path], cancellationToken);
        var target = await MountAsync(device, cancellationToken);
        // Empty and recreated by any file system check; it would show up as a difference in a comparison.
        Directory.Delete(Path.Combine(target.Folder, "lost+found"));
        return target;
    }

    /// <summary>Mounts the file system that is there.</summary>
    internal static async Task<RestoreTarget> MountAsync(BlockDevice device, CancellationToken cancellationToken)
    {
        await RunAsync(device, "mount", ["-o", "acl,user_xattr", device.Path, MountPoint], cancellationToken);
        return new RestoreTarget(device.Path, MountPoint);
    }

    private static async Task RunAsync(BlockDevice device, string tool, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var result = await ToolProcess.RunAsync(new ToolCommand(tool, arguments), cancellationToken);
        if (result.ExitCode != 0)
            throw new ArchivistException(new TargetNotPrepared(device.Path, tool, result.ExitCode, result.ErrorText.Trim()));
    }
}
