using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Platform.Processes;

namespace Archivist.Recovery.Program;

/// <summary>Releases the disc that the machine was started from, so that another one can be inserted.</summary>
internal static class MediumTray
{
    private const string Loops = "/sys/block";

    /// <summary>False when the running system lies on that disc: then it has to stay in its drive.</summary>
    internal static async Task<bool> TryOpenAsync(RecoveryMachine machine, CancellationToken cancellationToken)
    {
        // Its own mount can be given up, but not the one below that the system's loop device reads from.
        if (FileLookup.IsDirectory(Loops) && Directory.GetDirectories(Loops, "loop*").Any(IsSystemOnMedium))
            return false;
        if (File.ReadLines("/proc/mounts").Any(line => line.StartsWith(machine.MediumDevice + " ", StringComparison.Ordinal))
            && await RunAsync(["umount", machine.MediumFolder], cancellationToken) != 0)
            return false;
        await RunAsync(["eject", machine.MediumDevice], cancellationToken);
        return true;
    }

    /// <summary>In memory the system lies elsewhere; its place on discs is that of docs/formats/recovery-environment.md.</summary>
    private static bool IsSystemOnMedium(string loop)
    {
        var file = Path.Combine(loop, "loop", "backing_file");
        return FileLookup.IsFile(file) && File.ReadAllText(file).TrimEnd().EndsWith("/live/root.squashfs", StringComparison.Ordinal);
    }

    private static async Task<int> RunAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        try
        {
            return (await ToolProcess.RunAsync(new ToolCommand(command[0], [.. command.Skip(1)]), cancellationToken)).ExitCode;
        }
        catch (ArchivistException)
        {
            // A tray also opens by hand.
            return 127;
        }
    }
}
