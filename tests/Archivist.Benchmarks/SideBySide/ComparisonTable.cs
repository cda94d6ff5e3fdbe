using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Archivist.Benchmarks.SideBySide;

/// <summary>Collects pairs of measurements and shows their medians; the ratio is the median of the ratios within the pairs.</summary>
internal sealed class ComparisonTable(SourceData data, IReadOnlyList<Step> steps)
{
    private readonly Dictionary<(Step Step, bool IsOurs), List<Measurement>> _measurements = [];

    internal void Add(Step step, bool isOurs, Measurement measurement)
    {
        if (!_measurements.TryGetValue((step, isOurs), out var list))
            _measurements.Add((step, isOurs), list = []);
        list.Add(measurement);
    }

    internal string ToMarkdown()
    {
        var text = new StringBuilder();
        var runs = _measurements[(steps[0], false)].Count;
        text.Append(CultureInfo.InvariantCulture, $"### {data.Name}: {data.Files:#,0} files, {data.Bytes / (double)(1 << 20):#,0} MiB, {runs} run{(runs == 1 ? "" : "s")}\n\n");
        text.Append("| step | restic s | archivist s | restic ÷ archivist | restic CPU s | archivist CPU s | restic peak MiB | archivist peak MiB | repository, of restic's |\n");
        text.Append("|---|---:|---:|---:|---:|---:|---:|---:|---:|\n");
        foreach (var step in steps)
        {
            var restic = _measurements[(step, false)];
            var ours = _measurements[(step, true)];
            var ratios = restic.Zip(ours, (one, other) => one.Seconds / other.Seconds).Order().ToList();
            text.Append(CultureInfo.InvariantCulture,
                $"| {Name(step)} | {Of(restic, m => m.Seconds):0.00} | {Of(ours, m => m.Seconds):0.00} | {Median.Of(ratios):0.00} ({ratios[0]:0.00} to {ratios[^1]:0.00}) ");
            text.Append(CultureInfo.InvariantCulture,
                $"| {Of(restic, m => m.CpuSeconds):0.0} | {Of(ours, m => m.CpuSeconds):0.0} | {Of(restic, m => m.PeakMiB):0} | {Of(ours, m => m.PeakMiB):0} | {100 * Of(ours, m => m.RepositoryBytes) / Of(restic, m => m.RepositoryBytes):0.0} % |\n");
        }

        return text.ToString();
    }

    private static double Of(IEnumerable<Measurement> measurements, Func<Measurement, double> value) => Median.Of(measurements.Select(value));

    private string Name(Step step) => step switch
    {
        Step.InitialSnapshot => "initial snapshot",
        Step.FastestSnapshot => "the same with --compression fastest",
        Step.ChangedSnapshot when data.IsImage => "snapshot after 3 % of the blocks changed",
        Step.ChangedSnapshot => "snapshot after 1 % of the files changed",
        Step.UnchangedSnapshot => "second snapshot, nothing changed",
        Step.ListSnapshots => "list snapshots (start and unlock)",
        Step.Restore => "restore",
        Step.CheckReadData => "check --read-data",
        _ => throw new UnreachableException(),
    };
}
