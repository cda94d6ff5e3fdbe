using System.Globalization;
using System.Text;
using Archivist.Discs.Labels;
using Archivist.Keys.Shares;
using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Reports.Printing;

namespace Archivist.Operations.Keys.Sharing;

/// <summary>Prints sheets for a key. A sheet is complete or it is not printed: one that says neither whom to call nor where the discs are helps no one.</summary>
internal sealed class KeySheetPrinter
{
    /// <summary>A QR code of more is too dense for paper that has to last.</summary>
    private const int MostBytes = 400;

    private const int MostPlaces = 6, MostContacts = 5;

    private readonly OperationContext _context;
    private readonly SheetOptions _options;
    private readonly Typesetting _fonts;
    private readonly string _archive;
    private readonly IReadOnlyList<string> _places;

    private KeySheetPrinter(OperationContext context, SheetOptions options, string archive, IReadOnlyList<string> places) =>
        (_context, _options, _archive, _places, _fonts) = (context, options, archive, places, PrintFonts.Find());

    /// <summary>Makes sure that sheets can be printed, before anything is changed.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: they would be incomplete, or too long.</exception>
    internal static async Task<KeySheetPrinter> PrepareAsync(OperationContext context, ArchivistSettings? settings, SheetOptions options, CancellationToken cancellationToken)
    {
        var places = options.Places.Concat(settings is null ? [] : await FindPlacesAsync(context, settings, cancellationToken)).Take(MostPlaces).ToList();
        if (options.Contacts.Count == 0 || places.Count == 0)
            throw new ArchivistException(new SheetIncomplete(options.Contacts.Count > 0));
        if (options.Contacts.Count > MostContacts || options.Places.Count > MostPlaces)
            throw new ArchivistException(new SheetTooLong(MostContacts, MostPlaces, MostBytes));
        DurableFile.CreateDirectory(options.Folder);
        return new KeySheetPrinter(context, options, settings?.Archive.Name ?? "archive", places);
    }

    /// <summary>Prints one sheet for each share, readable by its owner only.</summary>
    internal async Task<IReadOnlyList<string>> PrintAsync(SharedKeyStatus key, IReadOnlyList<IReadOnlyList<Share>> groups, CancellationToken cancellationToken)
    {
        var files = new List<string>();
        foreach (var share in groups.SelectMany(group => group))
        {
            var group = groups.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $"Group {share.Group + 1}, share") : "Share";
            var facts = FactsOf(key, share.Fingerprint, share.Mnemonic.ToUpperInvariant(), SheetText.RowsOf(share.Mnemonic)) with
            {
                Share = string.Create(CultureInfo.InvariantCulture, $"{group} {share.Member + 1} of {groups[share.Group].Count}"),
            };
            files.Add(await WriteAsync(facts, string.Create(CultureInfo.InvariantCulture, $"share-{(groups.Count > 1 ? $"{share.Group + 1}-" : "")}{share.Member + 1}"), cancellationToken));
        }

        return files;
    }

    /// <summary>Prints the sheet without a secret.</summary>
    /// <returns>The file, and the fingerprint of the sheet.</returns>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: it is too long for its code.</exception>
    internal async Task<(string File, string Fingerprint)> PrintBinderAsync(SharedKeyStatus key, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> rows =
        [
            $"archive {_archive}", $"key {key.Key[..16]}", $"shares {key.Set}, {key.Needed}", string.Create(CultureInfo.InvariantCulture, $"made {key.Made.UtcDateTime:yyyy-MM-dd}"),
            .. _options.Contacts.Select(contact => $"call {contact}"), .. _options.Places.Select(place => $"discs {place}"),
        ];
        var code = string.Join('\n', rows);
        if (Encoding.UTF8.GetByteCount(code) > MostBytes)
            throw new ArchivistException(new SheetTooLong(MostContacts, MostPlaces, MostBytes));
        var fingerprint = SheetText.FingerprintOf(rows);
        return (await WriteAsync(FactsOf(key, fingerprint, code, rows), "binder", cancellationToken), fingerprint);
    }

    private static async Task<IReadOnlyList<string>> FindPlacesAsync(OperationContext context, ArchivistSettings settings, CancellationToken cancellationToken)
    {
        var discs = await context.OpenCatalogue(settings).ListAsync(cancellationToken);
        var kept = discs.GroupBy(disc => disc.Set.Name, StringComparer.Ordinal).OrderByDescending(set => set.Max(disc => disc.BurnedAt()))
            .Select(set => (set.Key, Where: set.SelectMany(disc => new[] { disc.Holder(), disc.Place() }).Where(text => text is not null).Distinct().ToList()))
            .Where(set => set.Where.Count > 0)
            .Select(set => $"discs {set.Key}: {string.Join(", ", set.Where)}");
        return [.. kept, .. settings.Replicas.Select(replica => $"copy {replica.Name}: {replica.Vendor}, {replica.Geography}{(replica.IsOffline ? ", offline" : "")}")];
    }

    private KeySheetFacts FactsOf(SharedKeyStatus key, string fingerprint, string code, IReadOnlyList<string> rows) => new()
    {
        Archive = _archive,
        Needed = key.Needed,
        Set = key.Set,
        Key = key.Key,
        MadeAt = key.Made,
        Fingerprint = fingerprint,
        Contacts = _options.Contacts,
        Places = _places,
        Commands = (_context.Environment.Commands.CombineShares, _context.Environment.Commands.TestShare, _context.Environment.Commands.TestSheet),
        Code = code,
        Rows = [.. rows.Select(row => (row, SheetText.CheckOf(row)))],
    };

    private async Task<string> WriteAsync(KeySheetFacts facts, string name, CancellationToken cancellationToken)
    {
        var path = Path.Combine(_options.Folder, $"{facts.Set.Replace(' ', '-')}-{name}.pdf");
        await PrintedSheet.WriteAsync(KeySheet.Of(facts, _fonts), _fonts, path, _options.MayReplace, facts.MadeAt, cancellationToken);
        return path;
    }
}
