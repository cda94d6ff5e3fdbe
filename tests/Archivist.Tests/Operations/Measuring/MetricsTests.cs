using System.Text.RegularExpressions;
using Archivist.Evidence;
using Archivist.Operations.Measuring;
using Archivist.Operations.Running;
using Archivist.Platform.Problems;
using Archivist.TestKit;

namespace Archivist.Tests.Operations.Measuring;

public sealed partial class MetricsTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void The_page_lists_exactly_the_metrics_that_there_are_with_their_labels()
    {
        var page = File.ReadAllText(Path.Combine(CheckedOut.Root, "docs", "metrics.md"));
        var listed = Row().Matches(page).Select(row => (row.Groups[1].Value, row.Groups[2].Value));

        Assert.Equal(MetricNames.All.Select(family => (family.Name, family.Label ?? "")), listed);
        Assert.Equal(MetricNames.All.Count, MetricNames.All.Select(family => family.Name).Distinct().Count());
        Assert.All(MetricNames.All, family => Assert.True(family.Unit is null || family.Name.EndsWith($"_{family.Unit}", StringComparison.Ordinal)));
        Assert.All(MetricNames.All.Where(family => family.Name.EndsWith("_seconds", StringComparison.Ordinal) || family.Name.EndsWith("_ratio", StringComparison.Ordinal)), family => Assert.NotNull(family.Unit));
    }

    [Fact]
    public async Task An_archive_is_measured_by_what_is_known_of_it()
    {
        _bench.UseSettings("near", "far");
        _bench.Folder.Write("schedules/nightly.toml", "name = \"nightly\"\ncron = \"0 0 2 * * ?\"\n[[step]]\ndo = \"snapshot\"\n");
        _bench.Stores[_bench.Folder.At("repository")] = new MemoryStore("here");
        await _bench.BeginLedgerAsync();
        using (var journal = RunJournal.Open(_bench.Folder.At("repository.runs.sqlite")))
        {
            journal.End(journal.Begin("nightly", "", _bench.Clock.GetUtcNow()), _bench.Clock.GetUtcNow(), Failure.Findings);
            _bench.Clock.Advance(TimeSpan.FromHours(1));
            journal.End(journal.Begin("nightly", "", _bench.Clock.GetUtcNow()), _bench.Clock.GetUtcNow(), Failure.NoSpace);
        }

        _bench.Clock.Advance(TimeSpan.FromHours(2));
        var text = await MeasureAsync();

        Assert.Contains("archivist_snapshot_newest_age_seconds 10800\n", text, StringComparison.Ordinal);
        Assert.Contains("archivist_schedule_last_success_age_seconds{schedule=\"nightly\"} 10800\n", text, StringComparison.Ordinal);
        Assert.Contains("archivist_schedule_last_run_age_seconds{schedule=\"nightly\"} 7200\n", text, StringComparison.Ordinal);
        Assert.Contains("archivist_schedule_last_exit_code{schedule=\"nightly\"} 15\n", text, StringComparison.Ordinal);
        Assert.Contains("archivist_schedule_enabled{schedule=\"nightly\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("archivist_schedule_enabled{schedule=\"weekly-dvd\"} 0\n", text, StringComparison.Ordinal);
        Assert.Contains("archivist_policy_required{dimension=\"copies\"} 2\n", text, StringComparison.Ordinal);
        Assert.Contains("archivist_policy_good{dimension=\"copies\"} 0\n", text, StringComparison.Ordinal);
        Assert.Contains("archivist_replica_good{replica=\"near\"} 0\n", text, StringComparison.Ordinal);
        Assert.Contains("archivist_ledger_entries 1\n", text, StringComparison.Ordinal);
        Assert.Contains("archivist_incidents_open 0\n", text, StringComparison.Ordinal);
        Assert.Contains("archivist_status_exit_code 5\n", text, StringComparison.Ordinal);
        // What never happened has no age.
        Assert.DoesNotContain("archivist_drill", text, StringComparison.Ordinal);
        Assert.DoesNotContain("archivist_replica_last_audit_age_seconds", text, StringComparison.Ordinal);
        Assert.EndsWith("\n# EOF\n", text, StringComparison.Ordinal);
        // A look leaves nothing behind.
        Assert.False(File.Exists(_bench.Folder.At("repository.notifications.sqlite")));
    }

    [Fact]
    public async Task Asked_again_it_reads_the_ledger_only_when_it_has_grown()
    {
        _bench.UseSettings();
        _bench.Stores[_bench.Folder.At("repository")] = new MemoryStore("here");
        await _bench.BeginLedgerAsync();
        var operation = new MeasureOperation(_bench.Environment);
        var before = await AskAsync();
        foreach (var bundle in Directory.EnumerateFiles(Path.Combine(_bench.Folder.At("ledger"), "tile", "entries"), "*", SearchOption.AllDirectories))
            File.Delete(bundle);
        _bench.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Contains("archivist_snapshot_newest_age_seconds 0\n", before, StringComparison.Ordinal);
        Assert.Contains("archivist_snapshot_newest_age_seconds 60\n", await AskAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("archivist_snapshot_newest_age_seconds", await MeasureAsync(), StringComparison.Ordinal);

        async Task<string> AskAsync() => (await operation.RunAsync(new MeasureRequest { Archive = _bench.Access }, _bench.Events, default)).Text;
    }

    /// <summary>Meant to stay below 50 ms; the bound leaves room for a machine with other work.</summary>
    [Fact]
    public async Task Asking_again_is_cheap_with_ten_thousand_entries()
    {
        _bench.UseSettings("near", "far");
        _bench.Stores[_bench.Folder.At("repository")] = new MemoryStore("here");
        await _bench.BeginLedgerAsync();
        var ledger = await LedgerFolder.OpenAsync(_bench.Folder.At("ledger"), "archivist/alice", _bench.Folder.At("ledger.key"), _bench.Clock, default);
        await ledger.AppendAsync([.. Enumerable.Range(0, 10_000).Select(number => new LedgerEntry.Replicated(_bench.Clock.GetUtcNow(), "near", "", number, 1))], default);
        var operation = new MeasureOperation(_bench.Environment);
        var times = new List<double>();
        for (var time = 0; time < 12; time++)
        {
            var startedAt = TimeProvider.System.GetTimestamp();
            await operation.RunAsync(new MeasureRequest { Archive = _bench.Access }, _bench.Events, default);
            times.Add(TimeProvider.System.GetElapsedTime(startedAt).TotalMilliseconds);
        }

        var again = times.Skip(1).Order().ToList();
        TestContext.Current.TestOutputHelper?.WriteLine($"first {times[0]:0} ms, then {again[0]:0} to {again[^1]:0} ms, {again[again.Count / 2]:0} ms in the middle");
        Assert.InRange(again[0], 0, 200);
    }

    [Fact]
    public void Labels_are_escaped_and_numbers_are_the_same_in_every_language()
    {
        var family = new MetricFamily("a_seconds", "seconds", "One \\ sentence", "name") { Samples = [("a\"b\\c\nd", 1.5), ("x", 1e16)] };

        Assert.Equal("# TYPE a_seconds gauge\n# UNIT a_seconds seconds\n# HELP a_seconds One \\\\ sentence\na_seconds{name=\"a\\\"b\\\\c\\nd\"} 1.5\na_seconds{name=\"x\"} 10000000000000000\n# EOF\n", OpenMetricsText.Of([family]));
    }

    private async Task<string> MeasureAsync() => (await new MeasureOperation(_bench.Environment).RunAsync(new MeasureRequest { Archive = _bench.Access }, _bench.Events, default)).Text;

    [GeneratedRegex(@"^\| `(archivist_[a-z_]+)` \| (?:`([a-z]+)`)? \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
