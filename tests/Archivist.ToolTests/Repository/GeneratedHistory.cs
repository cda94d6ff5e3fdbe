using Archivist.Platform.FileSystem;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;
using Archivist.Repository.Snapshots;

namespace Archivist.ToolTests.Repository;

/// <summary>Snapshots of several machines, at moments where calendars are difficult.</summary>
internal static class GeneratedHistory
{
    private static readonly string[] Words = ["daily", "keep", "a b", "ünïcödé"];
    private static readonly int[] Offsets = [0, 60, 120, -300, -240, 345, -660, 840];

    internal static IEnumerable<Snapshot> Create(Random random, DateTimeOffset now, TimeZoneInfo zone, Digest tree)
    {
        for (var host = 0; host < 6; host++)
        {
            foreach (var moment in Moments(random, now, zone).DistinctBy(time => (time.Seconds, time.Nanoseconds, time.OffsetMinutes)))
            {
                // Snapshots of the same moment carry the same tags: restic takes them in any order.
                var seeded = new Random((int)moment.Seconds);
                string[] tags = [.. Words.Where(_ => seeded.Next(4) == 0)];
                yield return new Snapshot
                {
                    Time = moment,
                    Tree = new BlobId(tree),
                    Paths = random.Next(4) == 0 ? ["/etc", "/home"] : random.Next(2) == 0 ? ["/home", "/etc"] : ["/home"],
                    Hostname = $"host{host}",
                    Tags = tags,
                };
            }
        }
    }

    private static IEnumerable<GoTime> Moments(Random random, DateTimeOffset now, TimeZoneInfo zone)
    {
        var start = random.Next(4) switch
        {
            0 => new DateTimeOffset(random.Next(1995, 2024), 12, 26, 3, 0, 0, TimeSpan.Zero),
            1 => new DateTimeOffset(random.Next(2000, 2024), 3, 24, 20, 0, 0, TimeSpan.Zero),
            2 => new DateTimeOffset(random.Next(2000, 2024), 10, 20, 20, 0, 0, TimeSpan.Zero),
            _ => now - TimeSpan.FromDays(random.Next(10, 400)),
        };
        var step = random.Next(6) switch
        {
            0 => TimeSpan.FromMinutes(17),
            1 => TimeSpan.FromHours(1),
            2 => TimeSpan.FromHours(24),
            3 => TimeSpan.FromDays(7),
            4 => TimeSpan.FromDays(31),
            _ => TimeSpan.FromHours(random.Next(1, 2_000)),
        };
        var fixedOffset = random.Next(2) == 0 ? Offsets[random.Next(Offsets.Length)] : (int?)null;
        var at = start;
        for (var i = random.Next(1, 25); i > 0; i--)
        {
            yield return Shown(at, fixedOffset, zone, random.Next(3) == 0 ? random.Next(1_000_000_000) : 0);
            if (random.Next(8) == 0)
                // The same second with other nanoseconds.
                yield return Shown(at, fixedOffset, zone, random.Next(1_000_000_000));
            at += random.Next(3) == 0 ? step * (random.NextDouble() * 3) : step;
        }

        if (random.Next(3) == 0)
            yield return Shown(now + TimeSpan.FromDays(random.Next(2, 800)), fixedOffset, zone, 0);
    }

    private static GoTime Shown(DateTimeOffset at, int? offset, TimeZoneInfo zone, int nanoseconds)
    {
        var whole = DateTimeOffset.FromUnixTimeSeconds(at.ToUnixTimeSeconds());
        return GoTime.From(whole.ToOffset(offset is { } minutes ? TimeSpan.FromMinutes(minutes) : zone.GetUtcOffset(whole))) with { Nanoseconds = nanoseconds };
    }
}
