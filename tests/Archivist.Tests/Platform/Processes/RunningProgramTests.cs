using System.Diagnostics;
using Archivist.Platform.Processes;
using Archivist.TestKit;

namespace Archivist.Tests.Platform.Processes;

public sealed class RunningProgramTests
{
    [Fact]
    public async Task One_that_runs_names_what_it_was_given_and_one_that_has_ended_is_left_out()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var folder = new TemporaryFolder();
        File.Copy("/bin/sleep", Path.Combine(folder.Path, "judge-runs"));
        File.Copy("/bin/sleep", Path.Combine(folder.Path, "judge-ended"));
        // What bash becomes waits for no child of bash, so the one that has ended stays as a zombie, whose environment cannot be read.
        using var parent = Process.Start(new ProcessStartInfo("bash", ["-c", "./judge-ended 0 & ./judge-runs 60 & exec sleep 60"]) { WorkingDirectory = folder.Path })!;
        try
        {
            RunningProgram? running = null;
            for (var i = 0; i < 3000 && (running is null || !StatesOf("judge-ended").Any(state => state is 'Z')); i++)
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
                running = RunningProgram.Named("judge-runs").FirstOrDefault();
            }

            Assert.NotNull(running);
            Assert.Contains("60", running.Words!);
            Assert.Equal(['Z'], StatesOf("judge-ended"));
            Assert.Empty(RunningProgram.Named("judge-ended"));
        }
        finally
        {
            foreach (var state in Process.GetProcessesByName("judge-runs"))
                state.Kill();
            parent.Kill();
        }
    }

    /// <summary>The states of the processes of this name: field 3 of proc(5) stat.</summary>
    private static IReadOnlyList<char> StatesOf(string name) =>
    [
        .. Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(path[6])).Select(Stat)
            .Where(stat => stat.Contains($"({name})", StringComparison.Ordinal)).Select(stat => stat[stat.LastIndexOf(')') + 2]),
    ];

    private static string Stat(string process)
    {
        try
        {
            return File.ReadAllText(process + "/stat");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
