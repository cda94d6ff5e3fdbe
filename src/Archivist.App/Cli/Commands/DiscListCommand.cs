using System.CommandLine;
using System.Globalization;
using Archivist.Discs.Catalogue;
using Archivist.Operations.Archives;
using Archivist.Operations.Discs.Sets;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Repository.Ids;
using Archivist.Repository.Patterns;
using Archivist.Repository.Trees;
using Archivist.Restore.Finding;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist disc list</c></summary>
internal static class DiscListCommand
{
    private static readonly Option<string?> Set = new("--set") { Description = "Only discs of this set.", HelpName = "name" };
    private static readonly Option<string?> Id = new("--id") { Description = "Only the disc of this id, beginning of an id, or label.", HelpName = "disc" };
    private static readonly Option<string[]> Files = new("--file") { Description = "Say which discs hold files that this pattern covers; needs the key.", HelpName = "pattern" };

    internal static Command Create()
    {
        var command = new Command("list", "List the discs that were ever made, or find a file on them.\n\nExample: archivist disc list --file 'report.odt'") { Set, Id, Files };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var settings = await parsed.Archive().ReadSettingsAsync(cancellationToken);
        var catalogue = parsed.Context().Operation.OpenCatalogue(settings);
        IEnumerable<CataloguedDisc> found = parsed.GetValue(Id) is { } id ? [await catalogue.FindAsync(id, cancellationToken)]
            : await DiscArrivals.SortAsync(await catalogue.ListAsync(cancellationToken), new ArchiveLedger(settings, context.Clock), cancellationToken);
        if (parsed.GetValue(Set) is { } set)
            found = found.Where(disc => disc.Set.Name == set);
        var discs = found.ToList();
        if (parsed.GetValue(Files) is { Length: > 0 } patterns)
            return await FindFilesAsync(parsed, patterns, discs, cancellationToken);
        var width = parsed.GetValue(Id) is null ? PrefixLength(await catalogue.ListAsync(cancellationToken)) : 0;
        if (discs.Count > 0 && parsed.GetValue(Id) is null)
            context.Output.Line($"{"Id".PadRight(width)}  {"Set",-23}  {"Disc",-8}  {"Kind",-8}  {"Medium",-7}  {"State",-22}  {"Last read well",-16}  Label, place, holder");
        foreach (var disc in discs)
            context.Output.Show(Record("disc", disc), CliJson.Default.CataloguedDiscRecord, record => parsed.GetValue(Id) is null ? Line(disc, width) : Page(disc));
        if (discs.Count == 0)
            context.Output.Note("No disc is in the catalogue.");
        return 0;
    }

    internal static CataloguedDiscRecord Record(string type, CataloguedDisc disc) => new(
        type, disc.Id.ToString(), disc.Set.Name, disc.Set.Id.ToString(), Word(disc.Kind), disc.Set.BaseName, disc.Volume, disc.Of, disc.Medium, disc.Label, disc.PlannedAt,
        disc.Image?.Sha256, disc.Image?.Bytes, disc.Image?.WholeSha256, disc.Image?.WholeBytes, disc.Image?.BuiltAt, disc.BurnedAt(), disc.Image?.HasErrorCorrection ?? false, disc.Packs.Count,
        [.. disc.Snapshots.Select(snapshot => snapshot.ToString())], disc.Place(), disc.Holder(), disc.LastReadWell()?.At, disc.LastReadWell()?.By);

    /// <summary>How much of an id is shown: eight characters, or as many as tell all discs of the catalogue apart.</summary>
    internal static int PrefixLength(IReadOnlyList<CataloguedDisc> discs)
    {
        const int usual = 8;
        var ids = discs.Select(disc => disc.Id.ToString()).Distinct().Order(StringComparer.Ordinal).ToList();
        return ids.Zip(ids.Skip(1), (left, right) => left.AsSpan().CommonPrefixLength(right) + 1).Prepend(usual).Max();
    }

    private static string Word(DiscKind kind) => kind.ToString().ToLowerInvariant();

    private static string Line(CataloguedDisc disc, int width) => string.Create(
        CultureInfo.InvariantCulture,
        $"{disc.Id.ToString()[..width]}  {disc.Set.Name,-23}  {$"{disc.Volume} of {disc.Of}",-8}  {Word(disc.Kind),-8}  {disc.Medium,-7}  {State(disc),-22}  {Day(disc.LastReadWell()?.At),-16}  ")
        + string.Join(", ", new[] { disc.Label, disc.Place(), disc.Holder() }.Where(text => text is not null));

    private static string Page(CataloguedDisc disc) => string.Join('\n', new (string Name, string? Value)[]
    {
        ("disc", $"{disc.Volume} of {disc.Of} of {disc.Set.Name}, {Word(disc.Kind)}{(disc.Set.BaseName is { } name ? $", adds to {name}" : "")}"),
        ("id", disc.Id.ToString()),
        ("label", disc.Label),
        ("medium", $"{disc.Medium}, {Quantity.Bytes(disc.Capacity)}"),
        ("planned", Day(disc.PlannedAt)),
        ("image", disc.Image is { } image ? $"{Quantity.Bytes(image.Bytes)}, {Day(image.BuiltAt)}, SHA-256 {image.Sha256}{(image.HasErrorCorrection ? ", RS03" : "")}" : "not built"),
        ("burned", disc.BurnedAt() is { } burned ? Day(burned) : "not burned"),
        ("holds", $"{Quantity.Count(disc.Packs.Count, "pack", "packs")}; {Quantity.Count(disc.Snapshots.Count, "snapshot", "snapshots")} complete on this disc alone"),
        ("place", disc.Place()),
        ("holder", disc.Holder()),
        ("read", disc.LastReadWell() is { } read ? $"well on {Day(read.At)} by {read.By} in {read.Drive}" : "not yet"),
        ("readings", disc.Readings.Count == 0 ? null : string.Join("; ", disc.Readings.Select(reading => $"{Day(reading.At)} {reading.Outcome.ToString().ToLowerInvariant()}"))),
    }.Where(line => line.Value is not null).Select(line => $"{line.Name,-9} {line.Value}"));

    private static string State(CataloguedDisc disc) =>
        disc.BurnedAt() is { } burned ? $"burned {Day(burned)}" : disc.Image is { } image ? $"built {Day(image.BuiltAt)}" : "planned";

    private static string Day(DateTimeOffset? time) => time?.ToUniversalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "-";

    private static async Task<int> FindFilesAsync(ParseResult parsed, string[] patterns, List<CataloguedDisc> discs, CancellationToken cancellationToken)
    {
        var output = parsed.Context().Output;
        var repository = await parsed.Archive().UnlockAsync(cancellationToken);
        await using var reading = await parsed.Context().Operation.LockForReadingAsync(repository, cancellationToken);
        var indexed = await repository.LoadIndexAsync(cancellationToken);
        var holders = discs.SelectMany(disc => disc.Packs.Select(pack => (pack, disc))).ToLookup(pair => pair.pack, pair => pair.disc);
        var search = new SnapshotSearch(indexed, new PatternCriterion(PathPatterns.Parse(patterns), null, null));
        var count = 0;
        foreach (var snapshot in (await repository.ListSnapshotsAsync(cancellationToken)).Where(snapshot => !snapshot.IsCatalogue()))
        {
            foreach (var (entry, _) in await search.SearchAsync(snapshot, cancellationToken))
            {
                if (entry.Node.Type is not NodeType.File)
                    continue;
                count++;
                var packs = entry.Node.Content.Select(blob => indexed.FindData(blob)?.Pack).Distinct().ToList();
                var isComplete = packs.All(pack => pack is { } known && holders.Contains(known));
                // Each pack from its first disc; a full set that came later holds it again, and is named as well.
                var found = packs.OfType<PackId>().SelectMany(pack => holders[pack]).Distinct().ToList();
                output.Show(
                    new FileOnDiscsRecord(
                        "file_on_discs", entry.DisplayPath, snapshot.Id.ToString(), snapshot.Time.ToString(), (long)entry.Node.Size, [.. found.Select(disc => disc.Id.ToString())], isComplete),
                    CliJson.Default.FileOnDiscsRecord,
                    record => $"{record.Path}: snapshot {record.SnapshotId[..8]}, "
                        + (packs.Count == 0 ? "empty, on every disc that lists it" : found.Count == 0 ? "on no disc" : "on " + string.Join(" and ", found.Select(Spot)))
                        + (packs.Count > 0 && found.Count > 0 && !isComplete ? "; parts of it are on no disc" : ""));
            }
        }

        return count > 0 ? 0 : throw new ArchivistException(Failure.Usage, "no file in any snapshot is covered by that pattern") { Hint = "Try 'archivist find' with a wider pattern." };
    }

    private static string Spot(CataloguedDisc disc) =>
        $"disc {disc.Volume} of {disc.Of} of {disc.Set.Name}{(disc.Place() is { } place ? $" ({place})" : "")}";
}
