using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Archivist.Platform.Problems;
using Archivist.Platform.Processes;

namespace Archivist.Benchmarks.SideBySide;

/// <summary>
/// Creates 100 recovery slices of 1 MiB over packs of 16 MiB with par2cmdline and with Archivist, in turns, then loses packs and has each repair with what
/// the other one wrote.
/// </summary>
internal sealed class Par2Comparison(Settings settings)
{
    private const int PackSize = 16 << 20;
    private const int LostPacks = 6;

    internal async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var work = Directory.CreateDirectory(Path.Combine(settings.Work, $"archivist-par2-{Environment.ProcessId}")).FullName;
        try
        {
            var packs = await MakePacksAsync(work, cancellationToken);
            var steps = new SortedDictionary<string, List<(Measurement Theirs, Measurement Ours)>>(StringComparer.Ordinal);
            for (var run = 0; run < settings.Runs; run++)
                await MeasureAsync(work, packs, run, steps, cancellationToken);
            var text = new StringBuilder("| step | par2 s | archivist s | par2 ÷ archivist | par2 peak MiB | archivist peak MiB |\n|---|---:|---:|---:|---:|---:|\n");
            foreach (var (step, pairs) in steps)
            {
                text.Append(CultureInfo.InvariantCulture, $"| {step}, {packs.Count * (PackSize >> 20)} MiB | {Median.Of(pairs.Select(pair => pair.Theirs.Seconds)):0.00} | {Median.Of(pairs.Select(pair => pair.Ours.Seconds)):0.00} ");
                text.Append(CultureInfo.InvariantCulture, $"| {Median.Of(pairs.Select(pair => pair.Theirs.Seconds / pair.Ours.Seconds)):0.0} | {Median.Of(pairs.Select(pair => pair.Theirs.PeakMiB)):0} | {Median.Of(pairs.Select(pair => pair.Ours.PeakMiB)):0} |\n");
            }

            return text.ToString();
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private async Task MeasureAsync(
        string work, IReadOnlyList<string> packs, int run, SortedDictionary<string, List<(Measurement Theirs, Measurement Ours)>> steps, CancellationToken cancellationToken)
    {
        foreach (var old in Directory.EnumerateFiles(work, "*.par2"))
            File.Delete(old);
        var program = Environment.ProcessPath!;
        await PairAsync(
            "create", () => { },
            new ToolCommand("par2", ["create", "-q", "-q", $"-s{Par2Run.SliceSize}", $"-c{Par2Run.RecoverySlices}", "-n1", Path.Combine(work, "theirs.par2"), .. packs]),
            new ToolCommand(program, ["par2-create", work, "ours"]));
        var lost = packs.Skip(run).Take(LostPacks).ToDictionary(path => path, path => HashOf(path));
        await PairAsync(
            "repair", () => lost.Keys.ToList().ForEach(File.Delete),
            new ToolCommand("par2", ["repair", "-q", "-q", Path.Combine(work, "ours.par2")]), new ToolCommand(program, ["par2-repair", work, "theirs"]));
        if (lost.Any(pack => HashOf(pack.Key) != pack.Value))
            throw BenchmarkProblem.Of(Failure.Failed, "a repaired pack is not what it was");

        async Task PairAsync(string step, Action prepare, ToolCommand theirs, ToolCommand ours)
        {
            var (first, second) = run % 2 == 0 ? (theirs, ours) : (ours, theirs);
            prepare();
            var a = await Measurement.TakeAsync(first, cancellationToken);
            prepare();
            var b = await Measurement.TakeAsync(second, cancellationToken);
            if (!steps.TryGetValue(step, out var pairs))
                steps.Add(step, pairs = []);
            pairs.Add(run % 2 == 0 ? (a, b) : (b, a));
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"run {run + 1}, {step}: {pairs[^1].Theirs.Seconds:0.00} s, {pairs[^1].Ours.Seconds:0.00} s"));
        }
    }

    private async Task<IReadOnlyList<string>> MakePacksAsync(string work, CancellationToken cancellationToken)
    {
        var random = new Random(1);
        var pack = new byte[PackSize];
        var paths = new List<string>();
        for (long left = (long)settings.SizeMiB << 20; left > 0; left -= PackSize)
        {
            random.NextBytes(pack);
            var path = Path.Combine(work, $"pack{paths.Count:000}");
            await using (var file = File.Create(path))
                await file.WriteAsync(pack, cancellationToken);
            paths.Add(path);
        }

        return paths;
    }

    private static string HashOf(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexString(SHA256.HashData(file));
    }
}
