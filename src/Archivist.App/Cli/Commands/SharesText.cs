using Archivist.Operations.Keys.Sharing;
using Archivist.Reports.Runs;

namespace Archivist.App.Cli.Commands;

/// <summary>The tally of a key that was shared on paper, in words.</summary>
internal static class SharesText
{
    /// <summary>"Shares 'duckling enlarge' (3 of 5): 5 of 5 good, 2 to 88 days ago".</summary>
    internal static string Describe(SharedKeyStatus key, DateTimeOffset now) =>
        $"Shares '{key.Set}' ({key.Needed}): {key.Good} of {key.Tests.Count} good{RunWords.AgesOf(key.Tests, now)}{(key.IsFinished ? "" : "; set-up not finished")}";

    /// <summary>"Keyring: 2 of 3 tested, 2 to 88 days ago"; null without anyone in it.</summary>
    internal static string? Describe(IReadOnlyList<HeldKey> keys, DateTimeOffset now) =>
        keys.Count == 0 ? null : $"Keyring: {keys.Count(key => key.Tested is not null)} of {keys.Count} tested{RunWords.AgesOf(keys.Select(key => key.Tested), now)}";
}
