namespace Archivist.App.Cli;

/// <summary>
/// The runtime opens a socket and two pipes for debuggers in the directory of temporary files, through which anyone of the same user can have the memory
/// dumped, keys included, and which stay when the process is killed. Only an environment variable keeps it from that, so their names are removed first
/// thing: without a name no one can open them. <c>DOTNET_EnableDiagnostics=1</c> keeps them for a developer.
/// </summary>
internal static class DiagnosticPorts
{
    internal static void Close()
    {
        if (OperatingSystem.IsWindows() || Environment.GetEnvironmentVariable("DOTNET_EnableDiagnostics") is "1")
            return;
        foreach (var pattern in new[] { $"dotnet-diagnostic-{Environment.ProcessId}-*-socket", $"clr-debug-pipe-{Environment.ProcessId}-*" })
        {
            try
            {
                foreach (var path in Directory.EnumerateFiles(Path.GetTempPath(), pattern))
                    File.Delete(path);
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
            {
                // No such directory, or not ours to look into: then the runtime has made none either.
            }
        }
    }
}
