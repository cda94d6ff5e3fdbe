using Archivist.Platform;
using Archivist.Reports.Runs;
using Archivist.Reports.Wording;

namespace Archivist.Reports.Rendering;

internal static partial class RunReportPage
{
    private const int MostPathsShown = 200;

    private static Html Captured(CaptureReport? capture) => capture is null ? Html.Empty : Html.Of(
        $"""
        <section aria-labelledby="captured-title">
        <h2 id="captured-title">What was captured</h2>
        <p>The state of these folders on {Human.Moment(capture.Taken)}.</p>
        <dl class="facts">
        <dt>Folders</dt>
        <dd><ul>{Html.Each(capture.Sources, source => Html.Of($"<li class=\"mono\">{source}</li>"))}</ul></dd>
        <dt>In them</dt><dd>{Human.Count(capture.Files, "file", "files")} in {Human.Count(capture.Folders, "folder", "folders")},
          {Human.Bytes(capture.Bytes)} <span class="exact">{Human.ExactBytes(capture.Bytes)}</span></dd>
        <dt>New since last time</dt><dd>{Human.Bytes(capture.NewBytesStored)} stored
          <span class="exact">compressed and encrypted; what was there before is not stored twice</span></dd>
        <dt>All snapshots together</dt><dd>{Human.Bytes(capture.RepositoryBytes)}
          <span class="exact">{Human.ExactBytes(capture.RepositoryBytes)}</span></dd>
        <dt>Could not be read</dt><dd>{(capture.Unreadable.Count == 0
            ? Badge("yes", "nothing")
            : Badge("but", Human.Count(capture.Unreadable.Count, "path", "paths")))}</dd>
        <dt>Snapshot</dt><dd class="mono">{capture.Snapshot}</dd>
        </dl>
        {Unreadable(capture.Unreadable)}
        </section>
        """);

    private static Html Unreadable(IReadOnlyList<UnreadablePathReport> paths) => Html.When(paths.Count > 0, () => Html.Of(
        $"""
        <table>
        <caption>What could not be read is not in the snapshot</caption>
        <thead><tr><th scope="col">Path</th><th scope="col">Cause</th></tr></thead>
        <tbody>
        {Html.Each(paths.Take(MostPathsShown), path => Html.Of(
            $"""<tr><th scope="row" class="mono">{path.Path}</th><td class="cause">{path.Cause}</td></tr>"""))}
        </tbody></table>
        {Html.When(paths.Count > MostPathsShown, () => Html.Of(
            $"<p>And {Human.Number(paths.Count - MostPathsShown)} more; all of them are in the JSON report.</p>"))}
        """));

    private static Html Copies(RunReport report) => Html.When(report.Copies.Count > 0 || report.Policy is not null, () => Html.Of(
        $"""
        <section aria-labelledby="copies-title">
        <h2 id="copies-title">Where the copies are</h2>
        <p>Each of them alone is enough to get everything back. All are encrypted: the people who run the place cannot read them.</p>
        {Html.When(report.Copies.Count > 0, () => Html.Of(
            $"""
            <table>
            <caption>Copies</caption>
            <thead><tr><th scope="col">Copy</th><th scope="col">Run by, in</th><th scope="col">Holds</th>
            <th scope="col">Newest state</th><th scope="col">Last checked</th></tr></thead>
            <tbody>{Html.Each(report.Copies, CopyRow)}</tbody></table>
            """))}
        {PolicyTable(report.Policy)}
        </section>
        """));

    private static Html CopyRow(CopyReport copy) => Html.Of(
        $"""
        <tr><th scope="row">{copy.Name} {(copy.Good ? Badge("yes", "good") : Badge("no", "not good"))}
        <span class="exact mono">{copy.Location}</span>
        {Html.When(copy.Problem is not null, () => Html.Of($"<span class=\"exact\">{copy.Problem}</span>"))}</th>
        <td data-label="Run by, in"><span>{copy.Vendor}, {copy.Geography}
          <span class="exact">{copy.Backbone ?? (copy.Offline ? "offline: no network reaches it" : "network not named")}</span></span></td>
        <td data-label="Holds"><span>{Human.Bytes(copy.Bytes)}
          <span class="exact">{Html.When(copy.Snapshots > 0, () => Html.Of($"{Human.Count(copy.Snapshots, "snapshot", "snapshots")}, "))}
          {Human.Count(copy.Objects, "object", "objects")}</span>
          {Html.When(copy.SharesLosable is not null, () => Html.Of($"<span class=\"exact\">{Human.Number(copy.SharesLosable ?? 0)} of {Human.Number(copy.SharesLosableWanted ?? 0)} shares may be lost; recovery data read {(copy.RecoveryDataRead is { } read ? Human.Moment(read) : "never")}</span>"))}</span></td>
        <td data-label="Newest state"><span>{(copy.NewestSnapshot is { } newest ? Human.Moment(newest) : copy.Good ? "not known" : "none")}</span></td>
        <td data-label="Last checked"><span>{(copy.LastChecked is { } last ? Human.Moment(last) : "never")}
          <span class="exact">{copy.CheckedHow}</span></span></td></tr>
        """);

    private static Html PolicyTable(PolicyReport? policy) => policy is null ? Html.Empty : Html.Of(
        $"""
        <table>
        <caption>What you asked for, and what there is</caption>
        <thead><tr><th scope="col">Rule</th><th scope="col">Wanted</th><th scope="col">There are</th><th scope="col">Met</th></tr></thead>
        <tbody>{Html.Each(policy.Rules, rule => Html.Of(
            $"""
            <tr><th scope="row">{RuleName(rule.Name)}</th>
            <td data-label="Wanted" class="number">{Human.Number(rule.Wanted)}</td>
            <td data-label="There are" class="number">{Human.Number(rule.Counted)}</td>
            <td data-label="Met"><span>{(rule.Met
                ? Badge("yes", "met")
                : Badge("no", $"{Human.Number(rule.Wanted - rule.Counted)} missing"))}</span></td></tr>
            """))}</tbody></table>
        """);

    private static string RuleName(string name) => name switch
    {
        "copies" => "Good copies",
        "vendors" => "Different companies that run them",
        "geographies" => "Different places",
        "jurisdictions" => "Different countries whose law they are under",
        "backbones" => "Different networks that connect them",
        "accounts" => "Different accounts that can delete them",
        "media" => "Different kinds of media",
        "offline" => "Copies that no network reaches",
        _ => name,
    };

    private static Html Disc(DiscReport? disc) => disc is null ? Html.Empty : Html.Of(
        $"""
        <section aria-labelledby="disc-title">
        <h2 id="disc-title">What the disc holds</h2>
        <p>Everything up to {Human.Moment(disc.NewestSnapshot)}, and a small system that starts a computer and puts everything back.
        A page on the disc explains how, also without Archivist.</p>
        <dl class="facts">
        <dt>Image file</dt><dd class="mono">{disc.FileName}</dd>
        <dt>Size</dt><dd>{Human.Capacity(disc.Bytes)} of the {Human.Capacity(disc.Capacity)} of a {disc.Medium}
          <span class="exact">{Human.ExactBytes(disc.Bytes)}</span></dd>
        <dt>Checked</dt><dd>{(disc.Verified is { } verified
            ? Html.Of(
                $"""
                {Badge("yes", "read back whole")} {Human.Number(disc.ObjectsVerified)} of {Human.Count(disc.Objects, "object", "objects")}
                match their names <span class="exact">{Human.Moment(verified)}</span>
                """)
            : Badge("no", "not read back: do not send it"))}</dd>
        <dt>Starts a computer with</dt><dd>{(disc.BootsOn.Count == 0 ? "nothing" : string.Join(", ", disc.BootsOn.Select(NameOf)))}</dd>
        <dt>Label</dt><dd class="mono">{disc.Volume}</dd>
        <dt>Files on the disc</dt><dd>{Human.Number(disc.Files)}</dd>
        <dt>SHA-256 of the image</dt><dd class="mono">{disc.Sha256}</dd>
        </dl>
        </section>
        """);

    private static Html Run(RunReport report) => Html.Of(
        $"""
        <section aria-labelledby="run-title">
        <h2 id="run-title">How the run went</h2>
        <p>It began at {Human.Clock(report.Started)} and took {Human.Duration((report.Finished - report.Started).TotalSeconds)}.
        Exit code {Human.Number(report.ExitCode)}.</p>
        <table>
        <caption>Steps</caption>
        <thead><tr><th scope="col">Step</th><th scope="col">Result</th><th scope="col">Began</th><th scope="col">Took</th></tr></thead>
        <tbody>{Html.Each(report.Steps, step => Html.Of(
            $"""
            <tr><th scope="row">{step.Name}</th><td>{OutcomeBadge(step.Outcome)} {step.Sentence}</td>
            <td data-label="Began" class="number">{(step.Started is { } started ? Human.Clock(started) : "not")}</td>
            <td data-label="Took" class="number">{(step.Started is null ? "" : Human.Duration(step.Seconds))}</td></tr>
            """))}</tbody></table>
        </section>
        """);

    private static Html OutcomeBadge(StepOutcome outcome) => outcome switch
    {
        StepOutcome.Done => Badge("yes", "done"),
        StepOutcome.Findings => Badge("but", "look at it"),
        StepOutcome.Failed => Badge("no", "failed"),
        _ => Badge("open", "skipped"),
    };

    private static Html Evidence(LedgerReport? ledger) => ledger is null ? Html.Empty : Html.Of(
        $"""
        <section aria-labelledby="evidence-title">
        <h2 id="evidence-title">Proof for later</h2>
        <p>Everything above was entered into a log that cannot be rewritten unnoticed by anyone who keeps these lines.
        Keep a print of this page.</p>
        <dl class="facts">
        <dt>Ledger</dt><dd class="mono">{ledger.Origin}</dd>
        <dt>Entries</dt><dd>{Human.Number(ledger.Size)}</dd>
        <dt>Root hash</dt><dd class="mono">{ledger.Root}</dd>
        <dt>Verifier key</dt><dd class="mono">{ledger.VerifierKey}</dd>
        </dl>
        </section>
        """);

    private static string NameOf(Firmware firmware) => firmware switch
    {
        Firmware.Bios => "BIOS",
        Firmware.Uefi => "UEFI",
        _ => "UEFI with Secure Boot",
    };
}
