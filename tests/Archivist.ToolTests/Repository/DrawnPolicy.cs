using System.Globalization;
using Archivist.Repository.Retention;
using Archivist.Repository.Snapshots;

namespace Archivist.ToolTests.Repository;

/// <summary>One random policy with its filter and grouping, as restic's arguments and as ours.</summary>
internal sealed record DrawnPolicy(
    IReadOnlyList<string> Arguments, RetentionPolicy Policy, SnapshotFilter Filter, SnapshotGrouping Grouping)
{
    private static readonly CalendarUnit[] Units = Enum.GetValues<CalendarUnit>();
    private static readonly string[] Names = ["last", "hourly", "daily", "weekly", "monthly", "yearly"];
    private static readonly string[] Groupings = ["host,paths", "host", "host,tags", "paths", "tags", "", "host,paths,tags"];

    internal static DrawnPolicy Create(Random random)
    {
        var arguments = new List<string>();
        var counts = new Dictionary<CalendarUnit, int>();
        var within = new Dictionary<CalendarUnit, RetentionPeriod>();
        RetentionPeriod everything = default;
        var tags = new List<IReadOnlyList<string>>();
        do
        {
            for (var unit = 0; unit < Units.Length; unit++)
            {
                if (random.Next(4) == 0)
                    arguments.AddRange([$"--keep-{Names[unit]}", Text(counts[Units[unit]] = random.Next(1, 9))]);
                if (unit > 0 && random.Next(5) == 0)
                    arguments.AddRange([$"--keep-within-{Names[unit]}", (within[Units[unit]] = Period(random)).ToString()]);
            }

            if (random.Next(5) == 0)
                arguments.AddRange(["--keep-within", (everything = Period(random)).ToString()]);
            if (random.Next(5) == 0)
            {
                var list = new[] { "daily", "daily,keep", "", "nobody", "ünïcödé" }[random.Next(5)];
                arguments.AddRange(["--keep-tag", list]);
                tags.Add(SnapshotFilter.ParseTags(list));
            }
        }
        while (arguments.Count == 0);

        var group = Groupings[random.Next(Groupings.Length)];
        arguments.AddRange(["--group-by", group]);
        SnapshotGrouping.TryParse(group, out var grouping);
        return new DrawnPolicy(
            arguments, new RetentionPolicy { Counts = counts, Within = everything, WithinUnits = within, Tags = tags }, DrawFilter(random, arguments), grouping);
    }

    private static SnapshotFilter DrawFilter(Random random, List<string> arguments)
    {
        var filter = SnapshotFilter.All;
        if (random.Next(6) == 0)
        {
            arguments.AddRange(["--host", "host1", "--host", "host3"]);
            filter = filter with { Hosts = ["host1", "host3"] };
        }

        if (random.Next(6) == 0)
        {
            arguments.AddRange(["--tag", "daily,keep", "--tag", "a b"]);
            filter = filter with { Tags = [["daily", "keep"], ["a b"]] };
        }

        if (random.Next(6) == 0)
        {
            arguments.AddRange(["--path", "/etc", "--path", "/home"]);
            filter = filter with { Paths = ["/etc", "/home"] };
        }

        return filter;
    }

    private static RetentionPeriod Period(Random random)
    {
        while (true)
        {
            var period = new RetentionPeriod(
                random.Next(3) == 0 ? random.Next(1, 12) : 0, random.Next(3) == 0 ? random.Next(1, 30) : 0,
                random.Next(2) == 0 ? random.Next(1, 60) : 0, random.Next(3) == 0 ? random.Next(1, 50) : 0);
            if (!period.IsZero)
                return period;
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
