using System.CommandLine;
using System.Globalization;
using Archivist.Discs.Catalogue;
using Archivist.Operations.Discs.Cataloguing;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist disc list</c></summary>
internal static class DiscListCommand
{
    private static readonly Option<string?> Set = new("--set") { Description = "Only discs of this set.", HelpName = "name" };
    private static readonly Option<string?> Id = new("--id") { Description = "Only this disc: ID, ID prefix or label.", HelpName = "disc" };
    private static readonly Option<string[]> Files = new("--file") { Description = "List the discs that hold files matching PATTERN (needs the password).", HelpName = "pattern" };

    internal static Command Create()
    {
        var command = new Command("list", "List all discs ever made, or find a file on them.\n\nExample: archivist disc list --file 'report.odt'") { Set, Id, Files };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        if (parsed.GetValue(Files) is { Length: > 0 } patterns)
            return await FindFilesAsync(parsed, patterns, cancellationToken);
        var request = new ListDiscsRequest { Archive = parsed.Access(), Disc = parsed.GetValue(Id), Set = parsed.GetValue(Set) };
        var result = await new ListDiscsOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        var isOne = request.Disc is not null;
        var width = isOne ? 0 : PrefixLength(result.All);
        if (result.Discs.Count > 0 && !isOne)
            context.Output.Line($"{"Id".PadRight(width)}  {"Set",-23}  {"Disc",-8}  {"Kind",-8}  {"Medium",-7}  {"State",-22}  {"Last read well",-16}  Label, place, holder");
        foreach (var disc in result.Discs)
            context.Output.Show(Record("disc", disc), static json => json.CataloguedDiscRecord, record => isOne ? Page(disc) : Line(disc, width));
        if (result.Discs.Count == 0)
            context.Output.Note("No disc is in the catalogue.");
        return ExitCode.Of(result.Verdict);
    }

    internal static CataloguedDiscRecord Record(string type, CataloguedDisc disc) => new(
        type, disc.Id.ToString(), disc.Set.Name, disc.Set.Id.ToString(), Word(disc.Kind), disc.Set.BaseName, disc.Volume, disc.Of, disc.Medium, disc.Label, disc.PlannedAt,
        disc.Image?.Sha256, disc.Image?.Bytes, disc.Image?.WholeSha256, disc.Image?.WholeBytes, disc.Image?.BuiltAt, disc.BurnedAt(), disc.Image?.HasErrorCorrection ?? false, disc.Packs.Count,
        [.. disc.Snapshots.Select(snapshot => snapshot.ToString())], disc.Place(), disc.Holder(), disc.LastReadWell()?.At, disc.LastReadWell()?.By);

    /// <summary>How much of an id is shown: eight characters, or as many as make all ids of the catalogue unique.</summary>
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

    private static async Task<int> FindFilesAsync(ParseResult parsed, string[] patterns, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var request = new FindOnDiscsRequest
        {
            Archive = parsed.Access(),
            Patterns = patterns,
            Disc = parsed.GetValue(Id),
            Set = parsed.GetValue(Set),
            Found = file => context.Output.Show(
                new FileOnDiscsRecord(
                    "file_on_discs", file.Entry.DisplayPath, file.Snapshot.Id.ToString(), file.Snapshot.Time.ToString(), (long)file.Entry.Node.Size,
                    [.. file.Discs.Select(disc => disc.Id.ToString())], file.IsComplete),
                static json => json.FileOnDiscsRecord,
                record => $"{record.Path}: snapshot {record.SnapshotId[..8]}, "
                    + (file.Packs == 0 ? "empty, on every disc that lists it" : file.Discs.Count == 0 ? "on no disc" : "on " + string.Join(" and ", file.Discs.Select(Spot)))
                    + (file.Packs > 0 && file.Discs.Count > 0 && !file.IsComplete ? "; parts of it are on no disc" : "")),
        };
        return ExitCode.Of((await new FindOnDiscsOperation(context.Environment).RunAsync(request, context.Events, cancellationToken)).Verdict);
    }

    private static string Spot(CataloguedDisc disc) =>
        $"disc {disc.Volume} of {disc.Of} of {disc.Set.Name}{(disc.Place() is { } place ? $" ({place})" : "")}";
}
