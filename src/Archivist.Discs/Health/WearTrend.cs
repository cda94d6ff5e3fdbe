using Archivist.Discs.Catalogue;

namespace Archivist.Discs.Health;

/// <summary>
/// How fast error correction is used up: the median of the slopes between all pairs of readings (Theil and Sen), which one odd reading in four does not move.
/// Pairs are readings in the same drive, so that a weaker drive is not taken for a worse disc, unless there are too few of those.
/// </summary>
/// <param name="PerYear">The share of error correction that is used up in a year; negative when readings became better.</param>
/// <param name="Fastest">The upper end of Sen's interval for it, which holds the true one in four of five cases if wear is even.</param>
/// <param name="Slowest">The lower end.</param>
/// <param name="Readings">Readings with a margin.</param>
public sealed record WearTrend(double PerYear, double Fastest, double Slowest, int Readings)
{
    /// <summary>With fewer there is no trend.</summary>
    public const int FewestReadings = 3;

    /// <summary>Readings closer together than this say nothing about wear.</summary>
    private const double ShortestYears = 1.0 / 365;

    /// <summary>The quantile of the normal distribution for an interval of 80 percent.</summary>
    private const double Quantile = 1.2816;

    private const double DaysPerYear = 365.25;

    /// <summary>The trend; null with fewer than three readings that are days apart.</summary>
    public static WearTrend? Of(IEnumerable<DiscReading> readings)
    {
        var known = InOrder([.. readings.Where(reading => reading.Margin is not null)]);
        if (known.Count < FewestReadings)
            return null;
        var groups = known.GroupBy(reading => reading.Drive).Select(group => group.ToList()).Where(group => group.Count >= FewestReadings).ToList();
        if (groups.Count == 0)
            groups = [known];
        var slopes = groups.SelectMany(Slopes).Order().ToList();
        if (slopes.Count < FewestReadings)
            return null;
        var variance = groups.Sum(group => group.Count * (group.Count - 1) * ((2.0 * group.Count) + 5) / 18);
        var half = Quantile * Math.Sqrt(variance);
        var low = Math.Clamp((int)Math.Floor((slopes.Count - half) / 2), 0, slopes.Count - 1);
        return new WearTrend(Median(slopes), slopes[slopes.Count - 1 - low], slopes[low], known.Count);
    }

    /// <summary>The most readings whose dates agree with their order of arrival; what a wrong clock dated falls out.</summary>
    private static List<DiscReading> InOrder(List<DiscReading> readings)
    {
        var (lengths, before) = (new int[readings.Count], new int[readings.Count]);
        var last = -1;
        for (var i = 0; i < readings.Count; i++)
        {
            (lengths[i], before[i]) = (1, -1);
            for (var j = 0; j < i; j++)
            {
                if (readings[j].At <= readings[i].At && lengths[j] >= lengths[i])
                    (lengths[i], before[i]) = (lengths[j] + 1, j);
            }

            if (last < 0 || lengths[i] >= lengths[last])
                last = i;
        }

        var chosen = new List<DiscReading>();
        for (var i = last; i >= 0; i = before[i])
            chosen.Insert(0, readings[i]);
        return chosen;
    }

    private static IEnumerable<double> Slopes(List<DiscReading> readings)
    {
        for (var i = 0; i < readings.Count; i++)
        {
            for (var j = i + 1; j < readings.Count; j++)
            {
                var years = (readings[j].At - readings[i].At).TotalDays / DaysPerYear;
                if (years >= ShortestYears)
                    yield return (readings[i].Margin!.Value - readings[j].Margin!.Value) / years;
            }
        }
    }

    private static double Median(List<double> sorted) =>
        sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
}
