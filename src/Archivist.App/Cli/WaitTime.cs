using System.Globalization;
using Archivist.App.Messages;
using Archivist.Platform.Problems;

namespace Archivist.App.Cli;

/// <summary>A duration as restic writes it: <c>90s</c>, <c>5m</c>, <c>1h30m</c>.</summary>
internal static class WaitTime
{
    /// <summary>Anything else, and more than a year, is <see cref="Failure.Usage"/>.</summary>
    internal static TimeSpan Parse(string flag, string text)
    {
        var total = TimeSpan.Zero;
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (digits <= 0 || digits > 6)
                throw Wrong(flag, text);
            var number = int.Parse(rest[..digits], CultureInfo.InvariantCulture);
            total += rest[digits] switch
            {
                'h' => TimeSpan.FromHours(number),
                'm' => TimeSpan.FromMinutes(number),
                's' => TimeSpan.FromSeconds(number),
                _ => throw Wrong(flag, text),
            };
            rest = rest[(digits + 1)..];
        }

        return text.Length > 0 && total <= TimeSpan.FromDays(366) ? total : throw Wrong(flag, text);
    }

    private static ArchivistException Wrong(string flag, string text) =>
        CommandLineProblem.Usage($"{flag}: invalid duration '{text}'", "Write it as 90s, 5m or 1h30m.");
}
