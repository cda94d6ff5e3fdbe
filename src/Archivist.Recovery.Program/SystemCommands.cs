using Archivist.Platform.Processes;

namespace Archivist.Recovery.Program;

/// <summary>The system-wide operations that a recovery needs.</summary>
internal static class SystemCommands
{
    /// <summary>Brings everything written so far to stable storage.</summary>
    internal static Task FlushAsync(CancellationToken cancellationToken) =>
        ToolProcess.RunAsync(new ToolCommand("sync", []), cancellationToken);

    /// <summary>Forgets cached file contents, so that a comparison reads what the disk really holds.</summary>
    internal static async Task DropCachesAsync(CancellationToken cancellationToken)
    {
        await using var file = new FileStream("/proc/sys/vm/drop_caches", FileMode.Open, FileAccess.Write);
        await file.WriteAsync("3\n"u8.ToArray(), cancellationToken);
    }
}
