using Archivist.Discs.Catalogue;

namespace Archivist.Discs.Health;

/// <summary>The health of one disc, derived from its readings.</summary>
/// <param name="State">The state.</param>
/// <param name="LastReading">The reading that was noted last, whatever date its clock gave it; null when there is none.</param>
/// <param name="Margin">The share of the worst row's error correction that is left, 0 to 1; null when that is not known.</param>
/// <param name="Trend">How fast it is used up; null with too few readings.</param>
/// <param name="RemasterBy">When to remaster it; null for a disc that was neither burned nor built.</param>
/// <param name="Earliest">The early end of the uncertainty of that; null without a trend that leads there.</param>
/// <param name="Latest">The late end; null without one, and when the medium's life ends before.</param>
/// <param name="IsMeasured">The date follows from readings, not from the life of the medium.</param>
public sealed record DiscHealth(
    HealthState State, DiscReading? LastReading, double? Margin, WearTrend? Trend, DateTimeOffset? RemasterBy, DateTimeOffset? Earliest, DateTimeOffset? Latest, bool IsMeasured)
{
    /// <summary>A disc is made again when this share of its error correction is left: wear is not even, and the second half goes faster than the first.</summary>
    public const double RemasterMargin = 0.5;

    private const double DaysPerYear = 365.25;

    /// <summary>The tolerance for dates in the future; a later one comes from a wrong clock.</summary>
    private static readonly TimeSpan ClockError = TimeSpan.FromDays(1);

    /// <summary>The time that it takes to make and ship a disc.</summary>
    private static readonly TimeSpan Notice = TimeSpan.FromDays(90);

    /// <summary>True when the clock was wrong when the last reading was noted, or is wrong now.</summary>
    public bool IsDateDoubtful { get; private init; }

    /// <summary>Judges a disc at a moment.</summary>
    public static DiscHealth Of(CataloguedDisc disc, DateTimeOffset now)
    {
        // By order of arrival: a reading that a wrong clock dated must not outrank what was read after it.
        var last = disc.Readings.LastOrDefault();
        var trend = WearTrend.Of(disc.Readings.Where(reading => reading.At <= now + ClockError));
        var made = new[] { disc.BurnedAt(), disc.Image?.BuiltAt, disc.Image is null ? null : disc.PlannedAt }.FirstOrDefault(time => time <= now + ClockError);
        var (by, earliest, latest, isMeasured) = (made?.AddYears(MediumLife.Years(disc.Medium)), (DateTimeOffset?)null, (DateTimeOffset?)null, false);
        if (trend is not null && last?.Margin is { } margin)
        {
            latest = Reaches(last.At, margin, trend.Slowest);
            earliest = Reaches(last.At, margin, trend.Fastest);
            if (Reaches(last.At, margin, trend.PerYear) is { } predicted && (by is null || predicted < by))
                (by, isMeasured) = (predicted, true);
        }

        var state = last is { Outcome: DiscReadingOutcome.Damaged } ? HealthState.Lost
            : last?.Margin < RemasterMargin || by - now <= Notice || (isMeasured && earliest <= now) ? HealthState.RemasterSoon
            : last is null ? HealthState.Unread : HealthState.Fine;
        return new DiscHealth(state, last, last?.Margin, trend, by, earliest, latest, isMeasured)
        {
            IsDateDoubtful = last is not null && (last.At > now + ClockError || disc.Readings.Any(reading => reading.At > last.At + ClockError)),
        };
    }

    /// <summary>When the last known margin falls to <see cref="RemasterMargin"/>; null when that is further off than any plan.</summary>
    private static DateTimeOffset? Reaches(DateTimeOffset from, double margin, double perYear)
    {
        var spare = Math.Max(0, margin - RemasterMargin);
        return perYear > 0 && spare / perYear <= 100 ? from.AddDays(spare / perYear * DaysPerYear) : null;
    }
}
