using Archivist.Reports.Runs;
using Archivist.Reports.Wording;

namespace Archivist.Reports.Rendering;

/// <content>The keys.</content>
internal static partial class RunReportPage
{
    private static Html Keys(KeysReport? keys, DateTimeOffset now) => keys is null ? Html.Empty : Html.Of(
        $"""
        <section aria-labelledby="keys-title">
        <h2 id="keys-title">Who can open it</h2>
        <p>{(keys.OpenedBy is { } opened
            ? Badge("yes", $"the {RunWords.KeyOf(opened)} that the settings name opens the archive")
            : Badge("no", "the key that the settings name does not open the archive"))}
        Keys that people hold are tested by them; after {Human.Count(keys.Days, "day", "days")} a test is due again.</p>
        {Html.When(keys.Shares.Count + keys.Keyring.Count > 0, () => Html.Of(
            $"""
            <table>
            <caption>Keys and when they were tested</caption>
            <thead><tr><th scope="col">Key</th><th scope="col">Since</th><th scope="col">Tested</th><th scope="col">State</th></tr></thead>
            <tbody>{Html.Each(keys.Shares, set => Row(set, keys.Days, now))}{Html.Each(keys.Keyring, key => Row(key, keys.Days, now))}</tbody></table>
            """))}
        </section>
        """);

    private static Html Row(SharesReport set, int days, DateTimeOffset now)
    {
        var (good, due) = (set.Tests.Count(test => test is not null), set.Tests.Count(test => IsDue(test, days, now)));
        return KeyRow($"Shares on paper '{set.Set}' ({set.Needed})", set.Made, $"{good} of {set.Tests.Count} good{RunWords.AgesOf(set.Tests, now)}", !set.IsFinished ? "set-up not finished" : due > 0 ? $"{due} due" : null);
    }

    private static Html Row(HeldKeyReport key, int days, DateTimeOffset now) => KeyRow(
        key.Recipient is { } recipient ? $"Key of the keyring, {key.Kind}, {recipient}" : "Passphrase of the keyring", key.Added,
        key.Tested is null ? "never" : $"good{RunWords.AgesOf([key.Tested], now)}", IsDue(key.Tested ?? key.Added, days, now) ? "due" : null);

    private static Html KeyRow(string name, DateTimeOffset since, string tested, string? problem) => Html.Of(
        $"""
        <tr><th scope="row">{name}</th>
        <td data-label="Since"><span>{Human.Day(since)}</span></td>
        <td data-label="Tested"><span>{tested}</span></td>
        <td data-label="State"><span>{(problem is null ? Badge("yes", "tested") : Badge("but", problem))}</span></td></tr>
        """);

    private static bool IsDue(DateTimeOffset? test, int days, DateTimeOffset now) => test is not { } at || at < now - TimeSpan.FromDays(days);
}
