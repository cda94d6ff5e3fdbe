using System.CommandLine;
using System.Globalization;
using Archivist.Discs.Catalogue;
using Archivist.Discs.Labels;
using Archivist.Discs.Outputs;
using Archivist.Evidence;
using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Reports.Printing;
using Archivist.Repository.Ids;
using Archivist.Repository.Snapshots;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist disc label</c></summary>
internal static class DiscLabelCommand
{
    private static readonly string[] Kinds = ["label", "jewel-case", "cover-sheet", "packing-slip", "custody-sheet"];

    private static readonly Argument<string[]> Discs = new("discs") { Description = "Ids of discs, beginnings of them, or labels.", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string?> Set = new("--set") { Description = "All discs of this set.", HelpName = "name" };
    private static readonly Option<string[]> What = new("--what", "-w")
    {
        Description = "What to print: label, jewel-case, cover-sheet, packing-slip or custody-sheet; all of them unless given.",
        HelpName = "kind",
    };
    private static readonly Option<string> Format = new("--format") { Description = "pdf or svg.", HelpName = "format", DefaultValueFactory = _ => "pdf" };
    private static readonly Option<string> Output = new("--output", "-o") { Description = "The folder to write to.", HelpName = "folder", DefaultValueFactory = _ => "." };
    private static readonly Option<string?> From = new("--from") { Description = "Who sends; lines are separated by |.", HelpName = "address" };
    private static readonly Option<string?> To = new("--to") { Description = "Who receives; lines are separated by |.", HelpName = "address" };

    internal static Command Create()
    {
        var command = new Command(
            "label",
            "Make what is printed for discs: labels, jewel cases, a cover sheet with the restore steps, a packing slip, custody sheets. Needs no password.\n\n"
                + "Example: archivist disc label --set 2026-W12 --output labels --to 'Bob Vault|Shelf Street 5|1010 Wien'")
        {
            Discs, Set, What, Format, Output, From, To, ForceOption.Force,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var settings = await parsed.Archive().ReadSettingsAsync(cancellationToken);
        var (format, folder, wanted) = (parsed.GetValue(Format)!, parsed.GetValue(Output)!, parsed.GetValue(What)!);
        if (format is not ("pdf" or "svg"))
            throw new ArchivistException(Failure.Usage, $"--format {format}: it is neither pdf nor svg") { Hint = "Give pdf or svg." };
        if (wanted.FirstOrDefault(kind => !Kinds.Contains(kind)) is { } unknown)
            throw new ArchivistException(Failure.Usage, $"--what {unknown}: there is no such page") { Hint = $"Give one of {string.Join(", ", Kinds)}." };
        var discs = await ChooseAsync(parsed, settings, cancellationToken);
        var entries = new Bookkeeping();
        Digest? head = null;
        // Labels are good without it; a print with the head of a damaged ledger would not be.
        await entries.TryAsync(async () => head = await FindHeadAsync(settings, context.Clock, cancellationToken));
        var all = await parsed.Context().Operation.OpenCatalogue(settings).ListAsync(cancellationToken);
        var facts = discs.Select(disc => FactsOf(disc, head, [.. all.Where(other => other.Set.Id == disc.Set.Id && other.Image?.Boots is true)])).ToList();

        var fonts = PrintFonts.Find();
        var now = context.Clock.GetUtcNow();
        var mayReplace = parsed.GetValue(ForceOption.Force);
        DurableFile.CreateDirectory(folder);
        foreach (var kind in Kinds.Where(kind => wanted.Length == 0 || wanted.Contains(kind)))
        {
            var pages = PagesOf(kind, facts, fonts, Lines(parsed.GetValue(From)), Lines(parsed.GetValue(To)), now);
            foreach (var (name, content) in Render(kind, pages, format, fonts, now, Prefix(discs)))
            {
                var path = Path.Combine(folder, name);
                OutputPath.RequireFile(path, mayReplace);
                using var file = OutputFile.Create(path);
                await file.Stream.WriteAsync(content, cancellationToken);
                file.Publish(mayReplace);
                context.Output.Show(new DiscPrintedRecord("disc_printed", kind, path, format == "pdf" ? pages.Count : 1), CliJson.Default.DiscPrintedRecord, record => record.Path);
            }
        }

        context.Output.Note("Print in the size of the page, without fitting it to the paper.");
        return entries.Report(context.Operation.Events);
    }

    private static async Task<IReadOnlyList<CataloguedDisc>> ChooseAsync(ParseResult parsed, ArchivistSettings settings, CancellationToken cancellationToken)
    {
        var catalogue = parsed.Context().Operation.OpenCatalogue(settings);
        var discs = new List<CataloguedDisc>();
        foreach (var reference in parsed.GetValue(Discs)!)
            discs.Add(await catalogue.FindAsync(reference, cancellationToken));
        if (parsed.GetValue(Set) is { } set)
            discs.AddRange((await catalogue.ListAsync(cancellationToken)).Where(disc => disc.Set.Name == set));
        if (discs.Count == 0)
            throw new ArchivistException(Failure.Usage, parsed.GetValue(Set) is { } name ? $"set {name}: no disc of it is in the catalogue" : "no disc is named") { Hint = "See 'archivist disc list'." };
        return discs.FirstOrDefault(disc => disc.Image is null) is { } unbuilt
            ? throw new ArchivistException(Failure.Usage, $"{unbuilt.Describe()}: it was not built yet, and its label carries the hash of its image") { Hint = $"Run 'archivist disc build --set {unbuilt.Set.Name} --all'." }
            : [.. discs.OrderBy(disc => disc.Set.Name, StringComparer.Ordinal).ThenBy(disc => disc.Volume)];
    }

    private static async Task<Digest?> FindHeadAsync(ArchivistSettings settings, TimeProvider clock, CancellationToken cancellationToken) =>
        FileLookup.IsDirectory(settings.Ledger.Folder)
            ? (await (await new ArchiveLedger(settings, clock).OpenAsync(cancellationToken)).ReadHeadAsync(cancellationToken)).Root
            : null;

    private static DiscFacts FactsOf(CataloguedDisc disc, Digest? head, IReadOnlyList<CataloguedDisc> starting) => new()
    {
        DiscId = disc.Id,
        Disk = disc.Disk,
        Set = disc.Set.Name,
        Number = disc.Volume,
        Of = disc.Of,
        Kind = disc.Kind.ToString().ToLowerInvariant(),
        BaseSet = disc.Set.BaseName,
        Medium = NameOf(disc.Medium),
        Volume = disc.Label,
        MadeAt = disc.Image!.BuiltAt,
        Snapshot = disc.Newest?.Value,
        ImageSha256 = Digest.Parse(disc.Image.Sha256, CultureInfo.InvariantCulture),
        Bytes = disc.Image.Bytes,
        LedgerHead = head,
        Boots = disc.Image.Boots,
        StartDiscs = [.. starting.Select(start => string.Create(CultureInfo.InvariantCulture, $"disc {start.Volume} of {start.Of}"))],
        IsProtected = disc.Image.HasErrorCorrection,
    };

    private static IReadOnlyList<PrintPage> PagesOf(
        string kind, IReadOnlyList<DiscFacts> discs, Typesetting fonts, IReadOnlyList<string> from, IReadOnlyList<string> to, DateTimeOffset now) => kind switch
    {
        "label" => [.. discs.Select(disc => RoundLabel.Of(disc, fonts))],
        "jewel-case" => [.. discs.Select(disc => JewelCase.Of(disc, fonts))],
        "cover-sheet" => [.. discs.GroupBy(disc => disc.Set).Select(set => CoverSheet.Of([.. set], fonts))],
        "packing-slip" => PackingSlip.Of(new ShipmentFacts { From = from, To = to, PackedAt = now, Discs = discs }, fonts),
        _ => [.. discs.Select(disc => CustodySheet.Of(disc, fonts))],
    };

    private static IEnumerable<(string Name, byte[] Content)> Render(string kind, IReadOnlyList<PrintPage> pages, string format, Typesetting fonts, DateTimeOffset now, string prefix)
    {
        if (format == "pdf")
        {
            yield return ($"{prefix}-{kind}.pdf", PdfDrawing.Render(pages, fonts, pages[0].Title, now));
            yield break;
        }

        for (var page = 0; page < pages.Count; page++)
            yield return ($"{prefix}-{kind}{(pages.Count > 1 ? $"-{page + 1}" : "")}.svg", SvgDrawing.Render(pages[page]));
    }

    private static string Prefix(IReadOnlyList<CataloguedDisc> discs) =>
        discs.Select(disc => disc.Set.Name).Distinct().Count() > 1 ? "discs" : discs.Count == 1 && discs[0].Of > 1 ? $"{discs[0].Set.Name}-{discs[0].Volume}" : discs[0].Set.Name;

    private static string[] Lines(string? address) => address?.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>As it stands on the packets of blank discs.</summary>
    private static string NameOf(string medium) => medium switch
    {
        "cd" => "CD-R",
        "dvd" => "DVD",
        "dvd-dl" => "DVD DL",
        "bd25" => "BD-R 25 GB",
        "bd50" => "BD-R DL 50 GB",
        "bd100" => "BD-R XL 100 GB",
        "bd128" => "BD-R XL 128 GB",
        "usb" => "USB stick",
        _ => medium,
    };
}
