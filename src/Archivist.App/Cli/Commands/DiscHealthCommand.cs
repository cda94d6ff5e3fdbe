using System.CommandLine;
using System.Globalization;
using Archivist.Discs.Catalogue;
using Archivist.Discs.Health;
using Archivist.Messages.English;
using Archivist.Operations.Discs.Cataloguing;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist disc health</c></summary>
internal static class DiscHealthCommand
{
    private static readonly Argument<string?> Disc = new("disc") { Description = "Disc: ID, ID prefix or label [all]", Arity = ArgumentArity.ZeroOrOne };

    internal static Command Create()
    {
        var command = new Command("health", "Show the health of discs: margin of error correction, and when to remaster.\n\nExample: archivist disc health") { Disc };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var request = new AssessDiscsRequest { Archive = parsed.Access(), Disc = parsed.GetValue(Disc) };
        var result = await new AssessDiscsOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        foreach (var (disc, health) in result.Discs)
            context.Output.Show(Record(disc, health), static json => json.DiscHealthRecord, record => Text(disc, health, record));
        if (result.Discs.Count == 0)
            context.Output.Note("No disc is in the catalogue.");
        return ExitCode.Of(result.Verdict);
    }

    private static DiscHealthRecord Record(CataloguedDisc disc, DiscHealth health) => new(
        "disc_health", disc.Id.ToString(), disc.Label, Word(health.State), health.LastReading?.At, health.LastReading?.Drive,
        health.LastReading is { } last ? OutcomeWord.Of(last.Outcome) : null, health.LastReading?.BadSectors, health.Margin, disc.Readings.Count,
        health.Trend is { } trend ? new DiscTrendRecord(Math.Round(trend.PerYear, 4), Math.Round(trend.Slowest, 4), Math.Round(trend.Fastest, 4), trend.Readings) : null,
        health.RemasterBy, health.Earliest, health.Latest, Method(disc, health), NextStep(disc, health));

    private static string Word(HealthState state) => state switch
    {
        HealthState.Unread => "unread",
        HealthState.Fine => "fine",
        HealthState.RemasterSoon => "remaster-soon",
        _ => "lost",
    };

    private static string Text(CataloguedDisc disc, DiscHealth health, DiscHealthRecord record) => string.Join('\n', new (string Name, string? Value)[]
    {
        ("disc", DiscTitleText.Of(disc.Title)),
        ("state", health.State switch { HealthState.Unread => "never read", HealthState.Fine => "fine", HealthState.RemasterSoon => "MAKE IT AGAIN SOON", _ => "DATA IS LOST ON IT" }),
        ("read", health.LastReading is { } last
            ? $"{Day(last.At)} in {last.Drive}: {record.Outcome}, {Quantity.Count(last.BadSectors, "sector", "sectors")} damaged" + (last.LostSectors > 0 ? $", {last.LostSectors} lost" : "")
                + (health.IsDateDoubtful ? "; a clock was wrong, so this is the reading that was noted last" : "") : null),
        ("margin", health.Margin is { } margin
            ? Percent(margin) + (health.LastReading is { Roots: { } roots, WorstErasures: { } worst } ? $" before data is lost: {worst} of {roots} sectors of the worst row are gone" : " before data is lost")
            : health.LastReading is null ? null : "not known: no error correction was found"),
        ("trend", health.Trend is { } trend
            ? $"{Percent(trend.PerYear)} of the error correction a year ({Percent(trend.Slowest)} to {Percent(trend.Fastest)}; {trend.Readings} readings)"
            : $"not known: {Quantity.Count(disc.Readings.Count, "reading", "readings")}, and it takes {WearTrend.FewestReadings} days apart"),
        ("remaster", health.RemasterBy is { } by
            ? $"by {Day(by)}" + (health.IsMeasured ? $" (between {Day(health.Earliest)} and {Day(health.Latest)})" : "") + $": {record.Method}" : null),
        ("next", record.NextStep),
    }.Where(line => line.Value is not null).Select(line => $"{line.Name,-9} {line.Value}"));

    private static string Method(CataloguedDisc disc, DiscHealth health) => health.IsMeasured
        ? string.Create(CultureInfo.InvariantCulture, $"median slope of all pairs of readings (Theil-Sen), 80 % interval, to {DiscHealth.RemasterMargin * 100:0} % left")
        : health.Trend is null
            ? $"too few readings for a trend, so {MediumLife.Years(disc.Medium)} years for {disc.Medium}"
            : $"the readings show no wear that ends earlier, so {MediumLife.Years(disc.Medium)} years for {disc.Medium}";

    private static string NextStep(CataloguedDisc disc, DiscHealth health) => health.State switch
    {
        HealthState.Lost => $"archivist disc remaster {disc.Id} --output IMAGE; if the repository does not hold it any more, read it in another drive with archivist disc read",
        HealthState.RemasterSoon => $"archivist disc remaster {disc.Id} --output IMAGE, and burn that",
        HealthState.Unread => "archivist disc read DEVICE --scan",
        _ => health.LastReading is { } last && !health.IsDateDoubtful ? $"read it again by {Day(last.At.AddYears(1))}" : "archivist disc read DEVICE --scan",
    };

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.#} %");

    private static string Day(DateTimeOffset? time) => time?.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "later than anyone plans";
}
