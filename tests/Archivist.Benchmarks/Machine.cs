using System.Globalization;
using System.Runtime.InteropServices;
using Archivist.Platform.Processes;

namespace Archivist.Benchmarks;

/// <summary>What figures are worth nothing without: the machine and the versions.</summary>
internal static class Machine
{
    internal static async Task<string> DescribeAsync(CancellationToken cancellationToken)
    {
        var processors = await File.ReadAllLinesAsync("/proc/cpuinfo", cancellationToken);
        var model = processors.FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "unknown processor";
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30);
        var kernel = await FirstLineAsync("uname", ["-sr"], cancellationToken);
        var restic = ToolProcess.Find("restic") is null ? "restic is not installed" : await FirstLineAsync("restic", ["version"], cancellationToken);
        var load = (await File.ReadAllTextAsync("/proc/loadavg", cancellationToken)).Split(' ')[0];
        return string.Create(CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} × {model}, {memory:0} GiB, {kernel}, {RuntimeInformation.FrameworkDescription}, {restic}. Load average at the end: {load}.\n");
    }

    private static async Task<string> FirstLineAsync(string tool, string[] arguments, CancellationToken cancellationToken) =>
        (await ToolProcess.RunAsync(new ToolCommand(tool, arguments), cancellationToken)).EnsureSuccess().OutputText.Split('\n')[0].Trim();
}
