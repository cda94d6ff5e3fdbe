namespace Archivist.Benchmarks.SideBySide;

/// <summary>
/// Uses as much memory as a step will and gives it back, right before the step. A virtual machine's host takes back what was free for some seconds, and
/// whoever touches it next waits for it, page by page: up to ten times as long as for writing it. That would be measured instead of the programs.
/// </summary>
internal static class MemoryWarming
{
    /// <summary>More than the files and processes of a snapshot take.</summary>
    private const long Usual = 3L << 30;

    internal static async Task RunAsync(string folder, CancellationToken cancellationToken, long bytes = Usual)
    {
        var path = Path.Combine(folder, $"archivist-warming-{Environment.ProcessId}");
        var zeros = new byte[1 << 20];
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            for (long written = 0; written < bytes; written += zeros.Length)
                await file.WriteAsync(zeros, cancellationToken);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
