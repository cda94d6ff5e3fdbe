using System.Diagnostics;
using System.Globalization;
using Archivist.Platform.Problems;
using Archivist.Platform.Processes;

namespace Archivist.Benchmarks.SideBySide;

/// <summary>What one whole process took, from start to end.</summary>
/// <param name="Seconds">By the clock on the wall.</param>
/// <param name="CpuSeconds">In user and kernel mode, all threads together.</param>
/// <param name="PeakMiB">Most memory that was resident at once.</param>
internal sealed record Measurement(double Seconds, double CpuSeconds, double PeakMiB)
{
    /// <summary>Bytes of the repository afterwards.</summary>
    internal long RepositoryBytes { get; init; }

    internal static async Task<Measurement> TakeAsync(ToolCommand command, CancellationToken cancellationToken)
    {
        // The kernel's account of a child is only told to the parent that waits for it: GNU time does, and prints it.
        var account = Path.GetTempFileName();
        try
        {
            var timed = command with
            {
                Tool = "time",
                Package = "time",
                Arguments = ["--quiet", "--output", account, "--format", "%U %S %M", "--", command.Tool, .. command.Arguments],
            };
            var startedAt = Stopwatch.GetTimestamp();
            var result = await ToolProcess.RunAsync(timed, cancellationToken);
            var elapsed = Stopwatch.GetElapsedTime(startedAt);
            if (result.ExitCode != 0)
                throw BenchmarkProblem.Of(
                    Failure.Failed, $"{Path.GetFileName(command.Tool)} {command.Arguments[0]}: ended with code {result.ExitCode}: {result.ErrorText.Trim()}");
            var numbers = (await File.ReadAllTextAsync(account, cancellationToken)).Split(' ', StringSplitOptions.TrimEntries)
                .Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
            return new Measurement(elapsed.TotalSeconds, numbers[0] + numbers[1], numbers[2] / 1024);
        }
        finally
        {
            File.Delete(account);
        }
    }
}
