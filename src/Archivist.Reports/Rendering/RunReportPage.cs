using System.Reflection;
using System.Text;
using Archivist.Reports.Runs;
using Archivist.Reports.Wording;

namespace Archivist.Reports.Rendering;

/// <summary>
/// The report as one HTML page for people who know nothing about archives. Nothing outside the file is needed, no script runs, and
/// the page forbids both to the browser.
/// </summary>
internal static partial class RunReportPage
{
    private static readonly Html Style = new(ReadStyle());

    /// <summary>Renders the whole page; the same report always gives the same bytes.</summary>
    /// <param name="report">What it says.</param>
    /// <param name="drillCommand">What to type to run a drill, as the front end spells it.</param>
    internal static string Render(RunReport report, string drillCommand)
    {
        var verdict = RunVerdict.Of(report);
        return Html.Of(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="color-scheme" content="light dark">
            <title>{report.Disk}: {verdict.Sentence}</title>
            <style>
            {Style}
            </style>
            </head>
            <body>
            {Banner(report, verdict)}
            <main>
            {Tiles(report)}
            {Attention(report)}
            {Captured(report.Capture)}
            {Copies(report)}
            {Disc(report.Disc)}
            {Drills(report)}
            {Keys(report.Keys, report.Finished)}
            {NothingFailed(report, verdict, drillCommand)}
            {Run(report)}
            {Evidence(report.Ledger)}
            </main>
            <footer><p>Written by Archivist {report.Version} on {Human.Moment(report.Finished)}.</p></footer>
            </body>
            </html>

            """).ToString();
    }

    private static Html Banner(RunReport report, RunVerdict verdict) => Html.Of(
        $"""
        <header class="banner {Tone(verdict.Level)}"><div>
        <p class="about"><strong>{report.Disk}</strong> &middot; {Human.Day(report.Started)}, {Human.Clock(report.Started)}
        &middot; {report.Schedule}</p>
        <div class="answer">
        {Icon(verdict.Level)}
        <div>
        <p class="question">Would everything come back today?</p>
        <h1>{verdict.Sentence}</h1>
        <p class="because">{verdict.Because}</p>
        {Html.When(report.Failures.Count > 0, () => Html.Of(
            $"""
            <p><a href="#attention"><strong>{Human.Count(report.Failures.Count, "thing needs", "things need")}
            your attention</strong></a></p>
            """))}
        </div></div></div></header>
        """);

    /// <summary>What a person who looks for five seconds should remember.</summary>
    private static Html Tiles(RunReport report)
    {
        var back = report.Drills.Where(drill => drill is { Passed: true, SecondsToRestored: not null }).ToList();
        var good = report.Copies.Count(copy => copy.Good);
        return Html.Of(
            $"""
            <dl class="tiles">
            {(report.Capture is { } capture
                ? Tile("Captured", Human.Bytes(capture.Bytes), Human.Count(capture.Files, "file", "files"))
                : Tile("Captured", "nothing", "in this run"))}
            {Tile("Copies", report.Copies.Count == 0 ? "none" : $"{good} of {report.Copies.Count}", (report.Copies.Count, report.Policy) switch
            {
                (0, _) => "in this run",
                (_, null) => "good",
                (_, { Met: true }) => "good, as many as you want",
                _ => "good, fewer than you want",
            })}
            {(report.Disc is { } disc
                ? Tile("Disc", Human.Capacity(disc.Bytes), disc.Verified is null ? "not read back yet" : "read back whole")
                : Tile("Disc", "none", "in this run"))}
            {(back.Count > 0
                ? Tile("Everything back after", Human.Duration(back.Max(drill => drill.SecondsToRestored!.Value)), "counted from switching on")
                : Tile("Everything back", "not shown", "by a drill in this run"))}
            </dl>
            """);
    }

    private static Html Tile(string label, string big, string small) => Html.Of(
        $"""<div class="tile"><dt>{label}</dt><dd><span class="big">{big}</span><br><span class="soft">{small}</span></dd></div>""");

    private static Html Attention(RunReport report) => Html.When(report.Failures.Count > 0, () => Html.Of(
        $"""
        <section class="attention" id="attention" aria-labelledby="attention-title">
        <h2 id="attention-title">What failed, and what to do</h2>
        {Html.Each(report.Failures, failure => Html.Of(
            $"""
            <div class="failure"><h3>{failure.What}</h3><p>{failure.Cause}</p>
            <p class="next"><strong>Do this:</strong> {failure.NextStep}</p></div>
            """))}
        </section>
        """));

    private static Html NothingFailed(RunReport report, RunVerdict verdict, string drillCommand) => Html.When(report.Failures.Count == 0, () => Html.Of(
        $"""
        <section aria-labelledby="failed-title"><h2 id="failed-title">What failed</h2><p>{(verdict.Level is not VerdictLevel.Unproven ? "Nothing. There is nothing for you to do."
            : $"Nothing, as far as this run went. A drill would show whether everything comes back: {drillCommand}.")}</p></section>
        """));

    private static string Tone(VerdictLevel level) => level switch
    {
        VerdictLevel.Yes => "yes",
        VerdictLevel.YesBut => "but",
        VerdictLevel.No => "no",
        _ => "open",
    };

    private static Html Badge(string tone, string text) => Html.Of($"""<span class="badge {tone}">{text}</span>""");

    /// <summary>The answer as a shape too, for those who cannot distinguish the colours.</summary>
    private static Html Icon(VerdictLevel level) => new(
        """<svg viewBox="0 0 48 48" fill="none" stroke="currentColor" stroke-width="4" stroke-linecap="round" """
        + """stroke-linejoin="round" aria-hidden="true">"""
        + level switch
        {
            VerdictLevel.Yes => """<circle cx="24" cy="24" r="21"/><path d="M14 25l7 7 13-15"/>""",
            VerdictLevel.YesBut => """<path d="M24 4L45 42H3z"/><path d="M24 18v11M24 35v.5"/>""",
            VerdictLevel.No => """<circle cx="24" cy="24" r="21"/><path d="M16 16l16 16M32 16L16 32"/>""",
            _ => """<circle cx="24" cy="24" r="21"/><path d="M18 19a6 6 0 1 1 8.5 5.5c-1.700.8-2.500 2-2.500 4M24 35v.5"/>""",
        }
        + "</svg>");

    private static string ReadStyle()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("report.css")
            ?? throw new InvalidOperationException("The style of the report is not in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().TrimEnd();
    }
}
