using System.Globalization;
using Archivist.Discs.Catalogue;
using Archivist.Discs.Labels;
using Archivist.Discs.Outputs;
using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Reports.Printing;
using Archivist.Repository.Crypto;

namespace Archivist.Operations.Discs.Labelling;

/// <summary>Makes what is printed for discs: labels, jewel cases, cover sheets, packing slips and custody sheets. Needs no password.</summary>
public sealed class LabelDiscsOperation(OperationEnvironment environment) : Operation<LabelDiscsRequest, LabelDiscsResult>(environment)
{
    private protected override async Task<LabelDiscsResult> RunAsync(LabelDiscsRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var context = archive.Context;
        var settings = await archive.ReadSettingsAsync(cancellationToken);
        var catalogue = context.OpenCatalogue(settings);
        var discs = await ChooseAsync(request, catalogue, cancellationToken);
        var entries = new Bookkeeping();
        Digest? head = null;
        // Labels are good without it; a print with the head of a damaged ledger would not be.
        await entries.TryAsync(async () => head = await FindHeadAsync(settings, context.Clock, cancellationToken));
        var all = await catalogue.ListAsync(cancellationToken);
        var facts = discs.Select(disc => FactsOf(disc, head, [.. all.Where(other => other.Set.Id == disc.Set.Id && other.Image?.Boots is true)])).ToList();

        var fonts = PrintFonts.Find();
        var now = context.Clock.GetUtcNow();
        var files = new List<PrintedFile>();
        DurableFile.CreateDirectory(request.Output);
        foreach (var kind in Enum.GetValues<PrintKind>().Where(kind => request.Kinds.Count == 0 || request.Kinds.Contains(kind)))
        {
            var pages = PagesOf(kind, facts, fonts, request.From, request.To, now, context.Environment.Commands.VerifyDisc);
            foreach (var (name, content) in Render(kind, pages, request.Format, fonts, now, Prefix(discs)))
            {
                var path = Path.Combine(request.Output, name);
                OutputPath.RequireFile(path, request.MayReplace);
                using var file = OutputFile.Create(path);
                await file.Stream.WriteAsync(content, cancellationToken);
                file.Publish(request.MayReplace);
                files.Add(new PrintedFile(kind, path, request.Format is PrintFormat.Pdf ? pages.Count : 1));
                request.Printed?.Invoke(files[^1]);
            }
        }

        return new LabelDiscsResult(files) { Verdict = entries.Report(context.Events) };
    }

    /// <summary>The name of a kind of print in file names.</summary>
    public static string NameOf(PrintKind kind) => kind switch
    {
        PrintKind.Label => "label",
        PrintKind.JewelCase => "jewel-case",
        PrintKind.CoverSheet => "cover-sheet",
        PrintKind.PackingSlip => "packing-slip",
        _ => "custody-sheet",
    };

    private static async Task<IReadOnlyList<CataloguedDisc>> ChooseAsync(LabelDiscsRequest request, DiscCatalogue catalogue, CancellationToken cancellationToken)
    {
        var discs = new List<CataloguedDisc>();
        foreach (var reference in request.Discs)
            discs.Add(await catalogue.FindAsync(reference, cancellationToken));
        if (request.Set is { } set)
            discs.AddRange((await catalogue.ListAsync(cancellationToken)).Where(disc => disc.Set.Name == set));
        if (discs.Count == 0)
            throw new ArchivistException(new NoDiscNamed(request.Set));
        return discs.FirstOrDefault(disc => disc.Image is null) is { } unbuilt
            ? throw new ArchivistException(new DiscNotBuilt(unbuilt.Title))
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
        StartDiscs = [.. starting.Select(start => start.Volume)],
        IsProtected = disc.Image.HasErrorCorrection,
    };

    private static IReadOnlyList<PrintPage> PagesOf(
        PrintKind kind, IReadOnlyList<DiscFacts> discs, Typesetting fonts, IReadOnlyList<string> from, IReadOnlyList<string> to, DateTimeOffset now, string verifyCommand) => kind switch
    {
        PrintKind.Label => [.. discs.Select(disc => RoundLabel.Of(disc, fonts))],
        PrintKind.JewelCase => [.. discs.Select(disc => JewelCase.Of(disc, fonts))],
        PrintKind.CoverSheet => [.. discs.GroupBy(disc => disc.Set).Select(set => CoverSheet.Of([.. set], fonts))],
        PrintKind.PackingSlip => PackingSlip.Of(new ShipmentFacts { From = from, To = to, PackedAt = now, Discs = discs, VerifyCommand = verifyCommand }, fonts),
        _ => [.. discs.Select(disc => CustodySheet.Of(disc, fonts, verifyCommand))],
    };

    private static IEnumerable<(string Name, byte[] Content)> Render(PrintKind kind, IReadOnlyList<PrintPage> pages, PrintFormat format, Typesetting fonts, DateTimeOffset now, string prefix)
    {
        var name = NameOf(kind);
        if (format is PrintFormat.Pdf)
        {
            yield return ($"{prefix}-{name}.pdf", PdfDrawing.Render(pages, fonts, pages[0].Title, now));
            yield break;
        }

        for (var page = 0; page < pages.Count; page++)
            yield return ($"{prefix}-{name}{(pages.Count > 1 ? $"-{page + 1}" : "")}.svg", SvgDrawing.Render(pages[page]));
    }

    private static string Prefix(IReadOnlyList<CataloguedDisc> discs) =>
        discs.Select(disc => disc.Set.Name).Distinct().Count() > 1 ? "discs" : discs.Count == 1 && discs[0].Of > 1 ? $"{discs[0].Set.Name}-{discs[0].Volume}" : discs[0].Set.Name;

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
