using System.Globalization;
using System.Text;
using Archivist.Discs.Building;
using Archivist.Discs.Catalogue;
using Archivist.Discs.Planning;
using Archivist.Discs.Templates;
using Archivist.Evidence;
using Archivist.Images.Model;
using Archivist.Keys.Keyrings;
using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Replicas.Stores.Folder;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Discs.Planning;

/// <summary>
/// Plans sets of discs, a single disc as a set of one, and keeps the plans. With the key packs come in the order in which snapshots need them, the newest first; without it that order is
/// unknown, and packs come by their age, the newest first.
/// </summary>
/// <param name="context">Where to speak.</param>
/// <param name="settings">The archive.</param>
/// <param name="ledger">Its ledger, which knows the newest snapshot and gets an entry for the plan of a set.</param>
internal sealed class DiscPlanner(OperationContext context, ArchivistSettings settings, ArchiveLedger ledger)
{
    private string KeyringDirectory => Path.Combine(settings.Archive.Repository, Keyring.FolderName);

    /// <summary>Plans and keeps a set. A failure leaves no plan.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="open">The repository, unlocked; null without the key.</param>
    /// <param name="cancellationToken">Leaves no plan.</param>
    internal async Task<(DiscSetPlan Plan, DiscSetFolder Folder)> PlanSetAsync(PlanDiscsRequest request, OpenRepository? open, CancellationToken cancellationToken)
    {
        var (store, repository) = await OpenAsync(cancellationToken);
        var template = await ReadTemplateAsync(request.Template, cancellationToken);
        var newest = await FindSnapshotAsync(store, cancellationToken);
        var catalogue = context.OpenCatalogue(settings);
        var listing = await catalogue.ReadAllAsync(cancellationToken);
        var known = await DiscArrivals.SortAsync([.. listing.Records.Where(disc => disc.Repository == repository)], ledger, cancellationToken);
        var bases = request.IsDelta ? FindBase(known, listing, request.Base) : [];
        var time = WholeSeconds(context.Clock.GetUtcNow());
        var folder = FindFolder(request, time);
        var set = new DiscSetName(
            Guid.CreateVersion7(context.Clock.GetUtcNow()), Path.GetFileName(folder.Folder), bases.FirstOrDefault()?.Set.Id, bases.FirstOrDefault()?.Set.Name);
        if (open is not null)
            await LatestWarning.TellAsync(context, ledger, open, await open.ListSnapshotsAsync(cancellationToken), cancellationToken);
        var needs = open is null ? null : await SnapshotNeeds.FindAsync(await open.LoadIndexAsync(cancellationToken), cancellationToken);
        var packs = await OrderAsync(store, needs, [.. bases.SelectMany(disc => disc.Packs)], cancellationToken);
        var layout = await LayoutAsync(set, time, newest, template, boots: request.Recovery is not RecoveryDiscs.None, isSingle: false, cancellationToken);
        await FreezeAsync(folder, template, known, cancellationToken);

        var objects = await ListObjectsAsync(store, cancellationToken);
        var options = new PlacementOptions { Media = request.Media, Recovery = request.Recovery, MayBeLost = request.MayBeLost, VolumeLabel = settings.Disc.VolumeLabel };
        var placement = new DiscSetPlacement(layout, options, new DiscSetContents(FrozenFiles(template, folder, time), objects, packs));
        var plan = PlanOf(layout, request.Template ?? settings.Disc.Template, repository, objects, placement.Place(_ => Guid.CreateVersion7(time))) with
        {
            Kind = request.IsDelta ? DiscKind.Delta : DiscKind.Full,
            IsByNeed = needs is not null,
        };
        plan = plan with { Spread = needs is null ? [] : SetSpread.Of(plan, needs, bases) };
        await KeepAsync(folder, plan, catalogue, cancellationToken);
        await ledger.AppendAsync(EntryOf(plan), cancellationToken);
        return (plan, folder);
    }

    /// <summary>A name for a set that is planned now, and that no plan has yet.</summary>
    internal string ChooseName(bool isDelta) => Path.GetFileName(FindFolder(new PlanDiscsRequest { IsDelta = isDelta }, WholeSeconds(context.Clock.GetUtcNow())).Folder);

    /// <summary>The plan of that name, with its entry in the ledger, which a killed run may not have made; null without such a plan.</summary>
    internal async Task<DiscSetPlan?> FindPlannedAsync(string name, CancellationToken cancellationToken)
    {
        var folder = DiscSetFolder.Of(settings, name);
        if (!folder.Exists)
            return null;
        var plan = await folder.ReadAsync(cancellationToken);
        if (await ledger.FindLastAsync<LedgerEntry.DiscSetPlanned>(entry => entry.Set == plan.Set.Id.ToString(), cancellationToken) is null)
            await ledger.AppendAsync(EntryOf(plan), cancellationToken);
        return plan;
    }

    private LedgerEntry.DiscSetPlanned EntryOf(DiscSetPlan plan) => new(
        context.Clock.GetUtcNow(), plan.Set.Id.ToString(), plan.Set.Name, plan.Kind is DiscKind.Delta ? "delta" : "full", plan.Set.Base?.ToString(),
        [.. plan.Volumes.Select(volume => volume.Id.ToString())], plan.Newest.Id.ToString());

    /// <summary>
    /// Plans a single disc with everything on it, as a set of one. Needs no key. Its ids follow from what is on it: the same disc planned again is the same disc. Its plan is made again when
    /// ledger or catalogue have grown since, because a disc with the newest ledger is the better anchor.
    /// </summary>
    /// <param name="templateName">A disc template by name or path; null for that of the settings.</param>
    /// <param name="cancellationToken">Leaves no plan.</param>
    internal async Task<(DiscSetPlan Plan, DiscSetFolder Folder)> PlanSingleAsync(string? templateName, CancellationToken cancellationToken)
    {
        var (store, repository) = await OpenAsync(cancellationToken);
        var template = await ReadTemplateAsync(templateName, cancellationToken);
        var newest = await FindSnapshotAsync(store, cancellationToken);
        var label = settings.Disc.VolumeLabel ?? template.VolumeFor(settings.Archive.Name, newest.Taken);
        var packs = await store.ListSortedAsync(ObjectKind.Pack, cancellationToken);
        Guid Named(string what) => NameBased([what, repository.ToString(), newest.Id.ToString(), template.Name, label, .. packs.Select(pack => pack.Name.Id.ToString())]);
        var id = Named("disc");
        var catalogue = context.OpenCatalogue(settings);
        var others = (await catalogue.ListAsync(cancellationToken)).Where(disc => disc.Repository == repository && disc.Id != id).ToList();
        var (folder, kept) = await FindSingleAsync(id, newest.Taken, cancellationToken);
        if (template.LedgerFolder is not null)
            await ledger.OpenAsync(cancellationToken);
        if (kept is not null && await folder.IsFrozenAsync(template.LedgerFolder is null ? null : ledger.Folder, KeyringDirectory, [.. others, .. kept.Records()], cancellationToken))
            return (kept, folder);
        var set = new DiscSetName(Named("set"), Path.GetFileName(folder.Folder));
        var layout = await LayoutAsync(set, newest.Taken, newest, template, boots: true, isSingle: true, cancellationToken);
        await FreezeAsync(folder, template, others, cancellationToken);
        var objects = await ListObjectsAsync(store, cancellationToken);
        var options = new PlacementOptions { VolumeLabel = settings.Disc.VolumeLabel };
        var placement = new DiscSetPlacement(layout, options, new DiscSetContents(FrozenFiles(template, folder, newest.Taken), objects, packs));
        var plan = PlanOf(layout, templateName ?? settings.Disc.Template, repository, objects, [placement.PlaceOnOne(id)]) with { IsSingle = true };
        await KeepAsync(folder, plan, catalogue, cancellationToken);
        return (plan, folder);
    }

    /// <summary>There is a full set that a delta could add to.</summary>
    internal async Task<bool> HasBaseAsync(CancellationToken cancellationToken)
    {
        var (_, repository) = await OpenAsync(cancellationToken);
        var known = await context.OpenCatalogue(settings).ListAsync(cancellationToken);
        return Complete(known.Where(disc => disc.Repository == repository)).Any(set => set.First().Kind is DiscKind.Full);
    }

    /// <summary>How the discs of a plan are laid out.</summary>
    internal async Task<DiscSetLayout> LayoutAsync(DiscSetPlan plan, DiscTemplate template, bool boots, CancellationToken cancellationToken) =>
        await LayoutAsync(plan.Set, plan.PlannedAt, plan.Newest, template, boots, plan.IsSingle, cancellationToken) with { Disk = plan.Disk };

    /// <summary>What every disc carries besides the objects of the repository: the ledger, the catalogue and the keyring as they were at planning.</summary>
    internal static IReadOnlyList<DiscFile> FrozenFiles(DiscTemplate template, DiscSetFolder folder, DateTimeOffset time)
    {
        List<DiscFile> files = [];
        if (template.LedgerFolder is { } ledger && FileLookup.IsDirectory(folder.Ledger))
            files.AddRange(DiscSetFolder.LedgerFiles(folder.Ledger).Select(path => new DiscFile($"{ledger}/{Path.GetRelativePath(folder.Ledger, path)}", new FileContent(path), time)));
        files.AddRange(Directory.EnumerateFiles(folder.Catalogue, "*.json").Order(StringComparer.Ordinal)
            .Select(path => new DiscFile($"{DiscRecordFile.FolderOnDisc}/{Path.GetFileName(path)}", new FileContent(path), time)));
        files.AddRange(DiscSetFolder.KeyringFiles(folder.KeyringCopy)
            .Select(path => new DiscFile($"{template.RepositoryFolder}/{Keyring.FolderName}/{Path.GetFileName(path)}", new FileContent(path), time)));
        return files;
    }

    private async Task<(FolderStore Store, Digest Repository)> OpenAsync(CancellationToken cancellationToken)
    {
        var store = new FolderStore(settings.Archive.Repository);
        await SealedRepository.FindAsync(store, cancellationToken);
        return (store, Digest.Of(await store.ReadAllAsync(ObjectName.Configuration, 1 << 20, cancellationToken)));
    }

    private Task<DiscTemplate> ReadTemplateAsync(string? name, CancellationToken cancellationToken) =>
        DiscTemplateReader.ReadAsync(name ?? settings.Disc.Template, settings.File, cancellationToken);

    private async Task<DiscSetLayout> LayoutAsync(
        DiscSetName set, DateTimeOffset time, PlannedSnapshot newest, DiscTemplate template, bool boots, bool isSingle, CancellationToken cancellationToken) => new()
    {
        Template = template,
        Time = time,
        Newest = newest,
        Disk = settings.Archive.Name,
        Set = set,
        Page = await File.ReadAllTextAsync(template.Page, cancellationToken),
        SetPage = isSingle ? null : await ReadSetPageAsync(template, cancellationToken),
        Boot = template.Recovery && boots ? await RecoveryFiles.BuildAsync(context, cancellationToken) : null,
    };

    private static async Task<string> ReadSetPageAsync(DiscTemplate template, CancellationToken cancellationToken)
    {
        var (file, name) = DiscSetLayout.SetPageOf(template);
        if (!FileLookup.IsFile(file))
            file = Path.Combine(AppContext.BaseDirectory, "media-templates", name);
        return await File.ReadAllTextAsync(file, cancellationToken);
    }

    /// <summary>Copies what will have changed when discs are built.</summary>
    private async Task FreezeAsync(DiscSetFolder folder, DiscTemplate template, IEnumerable<CataloguedDisc> known, CancellationToken cancellationToken)
    {
        if (template.LedgerFolder is not null)
            await ledger.OpenAsync(cancellationToken);
        await folder.FreezeAsync(template.LedgerFolder is null ? null : ledger.Folder, KeyringDirectory, known, cancellationToken);
    }

    private static async Task KeepAsync(DiscSetFolder folder, DiscSetPlan plan, DiscCatalogue catalogue, CancellationToken cancellationToken)
    {
        await folder.FreezeRecordsAsync(plan.Records(), cancellationToken);
        await folder.WriteAsync(plan, cancellationToken);
        foreach (var record in plan.Records())
            await catalogue.PutAsync(record, cancellationToken);
    }

    private DiscSetPlan PlanOf(DiscSetLayout layout, string template, Digest repository, IReadOnlyList<StoredObject> objects, IReadOnlyList<PlannedVolume> volumes) => new()
    {
        Format = DiscSetPlan.CurrentFormat,
        Set = layout.Set,
        Kind = DiscKind.Full,
        Disk = settings.Archive.Name,
        Repository = repository,
        PlannedAt = layout.Time,
        Template = template,
        IsByNeed = false,
        Newest = layout.Newest,
        Objects = [.. objects.Where(item => item.Name.Kind is not ObjectKind.Configuration).Select(item => RepositoryLayout.PathOf(item.Name))],
        Volumes = volumes,
    };

    /// <summary>What every disc holds of the repository. The small files that open it lie in front of the packs: a drive seeks less.</summary>
    private static async Task<IReadOnlyList<StoredObject>> ListObjectsAsync(FolderStore store, CancellationToken cancellationToken)
    {
        List<StoredObject> objects = [new(ObjectName.Configuration, store.ContentOf(ObjectName.Configuration).Length)];
        foreach (var kind in new[] { ObjectKind.Key, ObjectKind.Index, ObjectKind.Snapshot })
            objects.AddRange(await store.ListSortedAsync(kind, cancellationToken));
        return objects;
    }

    /// <summary>
    /// The snapshot that a disc is of: the last one that the ledger noted and that is still there, whatever the clocks said. Warns when <c>latest</c>,
    /// which goes by date, is another one.
    /// </summary>
    private async Task<PlannedSnapshot> FindSnapshotAsync(FolderStore store, CancellationToken cancellationToken)
    {
        var present = (await store.ListSortedAsync(ObjectKind.Snapshot, cancellationToken)).Select(item => item.Name.Id.ToString()).ToHashSet();
        var noted = (await ledger.ListAsync<LedgerEntry.SnapshotTaken>(cancellationToken)).Where(entry => present.Contains(entry.Snapshot)).ToList();
        if (noted.Count == 0)
            throw new ArchivistException(new NoSnapshotInLedger(store.Location));
        var last = noted[^1];
        // Of several with one date, the one that came last.
        var latest = noted.Aggregate((found, entry) => entry.Time >= found.Time ? entry : found);
        if (latest.Snapshot != last.Snapshot)
            context.Warn(new NewestOnDiscDisputed(Digest.Parse(last.Snapshot), last.Time, Digest.Parse(latest.Snapshot), latest.Time));
        return new PlannedSnapshot(new SnapshotId(Digest.Parse(last.Snapshot)), last.Time, last.Files, last.Bytes);
    }

    /// <summary>
    /// The discs of the set that a delta adds to, and of all deltas that add to it already. Only sets of which every disc was mastered count: what was
    /// planned and never made holds nothing.
    /// </summary>
    private static IReadOnlyList<CataloguedDisc> FindBase(IReadOnlyList<CataloguedDisc> known, CatalogueListing listing, string? name)
    {
        var sets = Complete(known);
        var full = sets.LastOrDefault(set => set.First().Kind is DiscKind.Full && (name is null || set.First().Set.Name == name))
            ?? throw new ArchivistException(new NoBaseSet(name, listing.Damaged is [var (_, damage), ..] ? damage.Problem : null));
        return [.. full, .. sets.Where(set => set.First().Kind is DiscKind.Delta && set.First().Set.Base == full.Key).SelectMany(set => set)];
    }

    private static List<IGrouping<Guid, CataloguedDisc>> Complete(IEnumerable<CataloguedDisc> known) =>
        [.. known.GroupBy(disc => disc.Set.Id).Where(set => set.All(disc => disc.Image is not null) && set.Select(disc => disc.Volume).Distinct().Count() == set.First().Of)];

    private DiscSetFolder FindFolder(PlanDiscsRequest request, DateTimeOffset time)
    {
        if (request.Name is { } name)
        {
            var named = DiscSetFolder.Of(settings, name);
            return named.Exists
                ? throw new ArchivistException(new SetExists(name))
                : named;
        }

        var week = string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(time.UtcDateTime)}-W{ISOWeek.GetWeekOfYear(time.UtcDateTime):00}") + (request.IsDelta ? "-delta" : "");
        return Enumerable.Range(1, 9999).Select(number => DiscSetFolder.Of(settings, number == 1 ? week : $"{week}-{number}")).First(folder => !folder.Exists);
    }

    /// <summary>The place for the plan of a single disc, and the plan where that disc was planned before.</summary>
    private async Task<(DiscSetFolder Folder, DiscSetPlan? Kept)> FindSingleAsync(Guid id, DateTimeOffset taken, CancellationToken cancellationToken)
    {
        for (var number = 1; ; number++)
        {
            var folder = DiscSetFolder.OfSingle(settings, taken, number);
            if (!folder.Exists)
                return (folder, null);
            if (await folder.ReadAsync(cancellationToken) is { IsSingle: true } plan && plan.Volumes[0].Id == id)
                return (folder, plan);
        }
    }

    private async Task<IReadOnlyList<StoredObject>> OrderAsync(
        FolderStore store, SnapshotNeeds? needs, HashSet<PackId> without, CancellationToken cancellationToken)
    {
        var present = (await store.ListSortedAsync(ObjectKind.Pack, cancellationToken)).Where(item => !without.Contains(new PackId(item.Name.Id))).ToList();
        var place = needs?.Packs.Select((pack, index) => (pack, index)).ToDictionary(pair => pair.pack, pair => pair.index);
        // What no snapshot needs comes last; without the key the newest files first.
        return place is not null
            ? [.. present.OrderBy(item => place.GetValueOrDefault(new PackId(item.Name.Id), int.MaxValue))]
            : [.. present.OrderByDescending(item => File.GetLastWriteTimeUtc(Path.Combine(settings.Archive.Repository, RepositoryLayout.PathOf(item.Name))))];
    }

    /// <summary>RFC 9562 5.8: version 8, a UUID of one's own making.</summary>
    private static Guid NameBased(IReadOnlyList<string> parts)
    {
        Span<byte> bytes = stackalloc byte[Digest.Size];
        Digest.Of(Encoding.UTF8.GetBytes(string.Join('\n', parts))).WriteTo(bytes);
        bytes[6] = (byte)(0x80 | (bytes[6] & 0x0F));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new Guid(bytes[..16], bigEndian: true);
    }

    private static DateTimeOffset WholeSeconds(DateTimeOffset time) => new(time.UtcTicks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);
}
