using Archivist.Operations.Keys.Sharing;
using Archivist.Platform.Text;

namespace Archivist.App.Cli.Commands;

/// <summary>The tally of a key that was shared on paper, in words.</summary>
internal static class SharesText
{
    /// <summary>"Shares 'duckling enlarge' (3 of 5): 5 of 5 good, 2 to 88 days ago".</summary>
    internal static string Describe(SharedKeyStatus key, DateTimeOffset now) =>
        $"Shares '{key.Set}' ({key.Needed}): {key.Good} of {key.Tests.Count} good{Ages(key, now)}{(key.IsFinished ? "" : "; set-up not finished")}";

    private static string Ages(SharedKeyStatus key, DateTimeOffset now)
    {
        var days = key.Tests.OfType<DateTimeOffset>().Select(test => Math.Max(0, (int)(now - test).TotalDays)).ToList();
        return days.Count == 0 ? "" : days.Max() == 0 ? ", today" : days.Min() == days.Max() ? $", {Quantity.Count(days[0], "day", "days")} ago" : $", {days.Min()} to {Quantity.Count(days.Max(), "day", "days")} ago";
    }
}
