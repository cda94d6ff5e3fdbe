using System.Diagnostics;
using Archivist.App.Cli;

namespace Archivist.ToolTests.Images;

/// <summary>Runs an installed program and gives back what it said; a test that needs a missing one is skipped.</summary>
internal static class Tool
{
    internal sealed record Result(int ExitCode, string Output);

    /// <summary>Where a program lies, also in the folders that are not in everybody's path.</summary>
    internal static string Find(string name)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Concat(["/usr/sbin", "/sbin"]);
        var path = folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(path is null, $"{name} is not installed");
        return path!;
    }

    internal static async Task<Result> RunAsync(string name, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.IsPathRooted(name) ? name : Find(name), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            Environment = { ["LC_ALL"] = "C.UTF-8" },
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return new Result(process.ExitCode, await output + await error);
    }
}
