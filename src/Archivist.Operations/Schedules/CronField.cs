using System.Globalization;
using Archivist.Operations.Problems;

namespace Archivist.Operations.Schedules;

/// <summary>What one field of a Quartz cron expression may hold.</summary>
/// <param name="Unit">Which field it is.</param>
/// <param name="Least">The smallest number.</param>
/// <param name="Most">The greatest number.</param>
/// <param name="Words">Names for numbers, the first for <paramref name="Least"/>.</param>
internal sealed record CronField(CronUnit Unit, int Least, int Most, params string[] Words)
{
    /// <summary>A comma-separated list of <c>*</c>, numbers, ranges and steps.</summary>
    internal bool Accepts(string text) => text.Split(',').All(AcceptsPart);

    private bool AcceptsPart(string part)
    {
        var slash = part.IndexOf('/');
        if (slash >= 0)
        {
            if (!TryNumber(part[(slash + 1)..], out var step) || step < 1 || step > Most)
                return false;
            part = part[..slash];
        }

        if (part is "*" || (part.Length == 0 && slash == 0))
            return true;
        var hyphen = part.IndexOf('-');
        return hyphen < 0
            ? AcceptsValue(part)
            : AcceptsSpecial(part) || (AcceptsValue(part[..hyphen]) && AcceptsValue(part[(hyphen + 1)..]));
    }

    private bool AcceptsValue(string text) =>
        Words.Contains(text, StringComparer.OrdinalIgnoreCase)
        || (TryNumber(text, out var number) && number >= Least && number <= Most)
        || AcceptsSpecial(text);

    /// <summary>
    /// L (last), LW (last weekday), L-3, 15W (nearest weekday) in days of a month; 6L (last Friday), 6#3 (third Friday) in days of a week.
    /// </summary>
    private bool AcceptsSpecial(string text) => (Unit, text) switch
    {
        (CronUnit.DayOfMonth, "L" or "LW") => true,
        (CronUnit.DayOfMonth, ['L', '-', .. var days]) => TryNumber(days, out var before) && before is >= 1 and <= 30,
        (CronUnit.DayOfMonth, [.. var day, 'W']) => TryNumber(day, out var number) && number is >= 1 and <= 31,
        (CronUnit.DayOfWeek, "L") => true,
        (CronUnit.DayOfWeek, [.. var day, 'L']) => Is(day),
        (CronUnit.DayOfWeek, [.. var day, '#', var which]) => Is(day) && which is >= '1' and <= '5',
        _ => false,
    };

    private bool Is(string day) =>
        Words.Contains(day, StringComparer.OrdinalIgnoreCase) || (TryNumber(day, out var number) && number >= Least && number <= Most);

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
