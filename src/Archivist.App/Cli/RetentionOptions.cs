using System.CommandLine;
using System.Globalization;
using Archivist.App.Messages;
using Archivist.Repository.Retention;
using Archivist.Repository.Snapshots;

namespace Archivist.App.Cli;

/// <summary>The flags <c>--keep-*</c>, spelled and meant as restic's.</summary>
internal sealed class RetentionOptions
{
    private readonly Dictionary<CalendarUnit, Option<string?>> _counts = new()
    {
        [CalendarUnit.Snapshot] = Count("last", "-l", "Keep the newest n snapshots."),
        [CalendarUnit.Hour] = Count("hourly", "-H", "Keep the newest snapshot of each of the last n hours that have one."),
        [CalendarUnit.Day] = Count("daily", "-d", "Keep the newest snapshot of each of the last n days that have one."),
        [CalendarUnit.Week] = Count("weekly", "-w", "Keep the newest snapshot of each of the last n weeks that have one."),
        [CalendarUnit.Month] = Count("monthly", "-m", "Keep the newest snapshot of each of the last n months that have one."),
        [CalendarUnit.Year] = Count("yearly", "-y", "Keep the newest snapshot of each of the last n years that have one."),
    };

    private readonly Option<string?> _within = Period("--keep-within", "Keep snapshots newer than this, counted from the newest one: 1y5m7d2h.");

    private readonly Dictionary<CalendarUnit, Option<string?>> _withinUnits = new()
    {
        [CalendarUnit.Hour] = Period("--keep-within-hourly", "Keep hourly snapshots newer than this."),
        [CalendarUnit.Day] = Period("--keep-within-daily", "Keep daily snapshots newer than this."),
        [CalendarUnit.Week] = Period("--keep-within-weekly", "Keep weekly snapshots newer than this."),
        [CalendarUnit.Month] = Period("--keep-within-monthly", "Keep monthly snapshots newer than this."),
        [CalendarUnit.Year] = Period("--keep-within-yearly", "Keep yearly snapshots newer than this."),
    };

    private readonly Option<string[]> _tags = new("--keep-tag")
    {
        Description = "Keep snapshots with all of these tags (repeatable); '' keeps untagged ones.",
        HelpName = "tag,tag",
    };

    internal void AddTo(Command command)
    {
        foreach (var option in _counts.Values.Append(_within).Concat(_withinUnits.Values))
            command.Add(option);
        command.Add(_tags);
    }

    internal RetentionPolicy Read(ParseResult parsed) => new()
    {
        Counts = _counts.ToDictionary(item => item.Key, item => ReadCount(item.Value, parsed)),
        Within = ReadPeriod(_within, parsed),
        WithinUnits = _withinUnits.ToDictionary(item => item.Key, item => ReadPeriod(item.Value, parsed)),
        Tags = [.. (parsed.GetValue(_tags) ?? []).Select(SnapshotFilter.ParseTags)],
    };

    private static Option<string?> Count(string word, string alias, string description) =>
        new($"--keep-{word}", alias) { Description = description, HelpName = "n" };

    private static Option<string?> Period(string name, string description) => new(name) { Description = description, HelpName = "duration" };

    private static int ReadCount(Option<string?> option, ParseResult parsed) => parsed.GetValue(option) switch
    {
        null => 0,
        // restic 0.14 takes -1 for none and then removes everything; later versions take it for all. The latter loses nothing.
        "unlimited" or "-1" => RetentionPolicy.Unlimited,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) => count,
        var text => throw CommandLineProblem.Usage($"{option.Name}: invalid number of snapshots '{text}'", "Give a number from 0 on, or 'unlimited'."),
    };

    private static RetentionPeriod ReadPeriod(Option<string?> option, ParseResult parsed) =>
        parsed.GetValue(option) is not { } text ? default
        : RetentionPeriod.TryParse(text, out var period) ? period
        : throw CommandLineProblem.Usage($"{option.Name}: invalid period '{text}'", "Write it as 1y5m7d2h: years, months, days, hours.");
}
