using System.Globalization;
using Archivist.Reports.Runs;
using Archivist.Reports.Wording;

namespace Archivist.Reports.Rendering;

internal static partial class RunReportPage
{
    private static Html Drills(RunReport report) => Html.When(report.Drills.Count > 0, () => Html.Of(
        $"""
        <section aria-labelledby="drill-title">
        <h2 id="drill-title">What the drill proved</h2>
        <p>A virtual computer with an empty disk was started from this very image, nothing else. It had to put everything back by itself,
        and the result was compared with what was captured, file by file.</p>
        {Html.Each(report.Drills, Drill)}
        </section>
        """));

    private static Html Drill(DrillReport drill) => Html.Of(
        $"""
        <div class="drill">
        <h3>Started with {NameOf(drill.Firmware)} from a {drill.Medium} {(drill.Passed ? Badge("yes", "passed") : Badge("no", "failed"))}</h3>
        <p>{drill.Sentence}</p>
        {Times(drill)}
        {Sources(drill)}
        <dl class="facts chart">
        {Html.When(drill.Key is not null, () => Html.Of($"<dt>{(drill.Key!.HasOpened ? "Opened with" : "Not opened with")}</dt><dd>{RunWords.Of(drill.Key)}</dd>"))}
        <dt>Compared</dt><dd>{Human.Count(drill.FilesCompared, "file", "files")}: content, permissions, times, attributes and links</dd>
        <dt>Differences</dt><dd>{(drill.FilesCompared == 0 ? Badge("open", "nothing was compared")
            : drill.Differences == 0 ? Badge("yes", "none") : Badge("no", Human.Number(drill.Differences)))}</dd>
        {Html.When(drill.Snapshot is not null, () => Html.Of($"<dt>Restored snapshot</dt><dd class=\"mono\">{drill.Snapshot}</dd>"))}
        </dl>
        {Html.When(drill.DifferenceExamples.Count > 0, () => Html.Of(
            $"""
            <details open><summary>Some of the differences</summary>
            <ul>{Html.Each(drill.DifferenceExamples, example => Html.Of($"<li class=\"mono\">{example}</li>"))}</ul></details>
            """))}
        {Faults(drill.Faults)}
        </div>
        """);

    /// <summary>From switching on to the last file, as a bar with its three parts.</summary>
    private static Html Times(DrillReport drill)
    {
        if (drill.SecondsToBoot is not { } boot)
            return Html.Empty;
        var parts = new List<(string Name, double Seconds)> { ("until the recovery program asked", boot) };
        if (drill.SecondsToFirstFile is { } first && first >= boot)
            parts.Add(("more until the first file was back", first - boot));
        if (drill.SecondsToRestored is { } restored && restored >= parts.Sum(part => part.Seconds))
            parts.Add(("more until everything was back", restored - parts.Sum(part => part.Seconds)));
        return Bar(
            $"How long it took, from switching on: {Human.Duration(parts.Sum(part => part.Seconds))}",
            [.. parts.Select(part => (part.Name, part.Seconds, Human.Duration(part.Seconds), ""))]);
    }

    private static Html Sources(DrillReport drill) => Html.When(drill.BytesFromDisc + drill.BytesFromNet > 0, () => Bar(
        "Where the data came from",
        [
            ("from the disc", drill.BytesFromDisc, Human.Bytes(drill.BytesFromDisc), Human.ExactBytes(drill.BytesFromDisc)),
            (
                "changes since then, over the network",
                drill.BytesFromNet,
                Human.Bytes(drill.BytesFromNet),
                Human.ExactBytes(drill.BytesFromNet)),
        ]));

    private static Html Bar(string caption, IReadOnlyList<(string Name, double Size, string Text, string Exact)> parts)
    {
        var total = Math.Max(parts.Sum(part => part.Size), double.Epsilon);
        string Width(double size) => (size / total * 100).ToString("0.##", CultureInfo.InvariantCulture);
        string[] colours = ["a", "b", "c"];
        return Html.Of(
            $"""
            <figure class="chart" style="margin-left:0;margin-right:0"><figcaption>{caption}</figcaption>
            <div class="bar" aria-hidden="true">{Html.Each(parts.Index().Where(part => part.Item.Size > 0), part => Html.Of(
                $"""<span class="{colours[part.Index]}" style="width:{Width(part.Item.Size)}%"></span>"""))}</div>
            <ul class="legend">{Html.Each(parts.Index(), part => Html.Of(
                $"""
                <li><i class="{colours[part.Index]}"></i><strong>{part.Item.Text}</strong> {part.Item.Name}
                <span class="exact">{part.Item.Exact}</span></li>
                """))}</ul>
            </figure>
            """);
    }

    private static Html Faults(IReadOnlyList<FaultReport> faults) => Html.When(faults.Count > 0, () => Html.Of(
        $"""
        <table>
        <caption>Faults made on purpose: was the alarm raised?</caption>
        <thead><tr><th scope="col">Fault</th><th scope="col">What happened</th><th scope="col">Right</th></tr></thead>
        <tbody>{Html.Each(faults, fault => Html.Of(
            $"""
            <tr><th scope="row">{fault.What}</th><td>{fault.Seen}</td><td>{(fault.Passed ? Badge("yes", "yes") : Badge("no", "no"))}</td></tr>
            """))}</tbody></table>
        """));
}
