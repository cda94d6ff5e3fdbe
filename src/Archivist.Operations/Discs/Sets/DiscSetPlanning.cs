using System.Globalization;
using Archivist.Correction.Par2;
using Archivist.Discs.Catalogue;
using Archivist.Discs.Planning;
using Archivist.Discs.Sets;
using Archivist.Evidence;
using Archivist.Images;
using Archivist.Images.Model;
using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Replicas.Stores.Folder;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Discs.Sets;

/// <summary>
/// Decides what lies on which disc of a set, and keeps that decision. With the key packs come in the order in which snapshots need them, the newest
/// first; without it nobody can know that, and packs come by their age, the newest first.
/// </summary>
internal static class DiscSetPlanning
{
    /// <summary>What a record has besides packs and snapshots, generously.</summary>
    private const int RecordLength = 4096;

    /// <summary>One id in a record: 64 digits with quotes, comma, blanks and line end.</summary>
    private const int IdLength = 76;

    /// <summary>Plans and keeps a set.</summary>
    /// <param name="context">Where to speak.</param>
    /// <param name="settings">The disk.</param>
    /// <param name="evidence">Its ledger, which tells the newest snapshot and is told of the plan.</param>
    /// <param name="order">What is asked for.</param>
    /// <param name="open">The repository, unlocked; null when there is no key.</param>
    /// <param name="cancellationToken">Leaves no plan.</param>
    internal static async Task<DiscSetPlan> RunAsync(
        OperationContext context, ArchivistSettings settings, ArchiveLedger evidence, DiscSetOrder order, OpenRepository? open,
        CancellationToken cancellationToken)
    {
        var store = new FolderStore(settings.Disk.Repository);
        await SealedRepository.FindAsync(store, cancellationToken);
        var repository = Digest.Of(await store.ReadAllAsync(ObjectName.Configuration, 1 << 20, cancellationToken));
        var template = await DiscTemplateReader.ReadAsync(order.Template ?? settings.Disc.Template, settings.File, cancellationToken);
        var taken = await DiscStep.FindSnapshotAsync(context, store, evidence, cancellationToken);
        var catalogue = context.OpenCatalogue(settings);
        var listing = await catalogue.ReadAllAsync(cancellationToken);
        var known = await DiscArrivals.SortAsync([.. listing.Records.Where(disc => disc.Repository == repository)], evidence, cancellationToken);
        var bases = order.IsDelta ? FindBase(known, listing, order.Base) : [];
        var time = WholeSeconds(context.Clock.GetUtcNow());
        var folder = FindFolder(settings, order, time);
        var set = new DiscSetName(
            Guid.CreateVersion7(context.Clock.GetUtcNow()), Path.GetFileName(folder.Folder), bases.FirstOrDefault()?.Set.Id, bases.FirstOrDefault()?.Set.Name);

        if (open is not null)
            await LatestWarning.TellAsync(context, evidence, open, await open.ListSnapshotsAsync(cancellationToken), cancellationToken);
        var needs = open is null ? null : await SnapshotNeeds.FindAsync(await open.LoadIndexAsync(cancellationToken), cancellationToken);
        var packs = await OrderAsync(settings, store, needs, [.. bases.SelectMany(disc => disc.Packs)], cancellationToken);
        List<StoredObject> objects = [];
        foreach (var kind in new[] { ObjectKind.Key, ObjectKind.Index, ObjectKind.Snapshot })
            objects.AddRange(await store.ListSortedAsync(kind, cancellationToken));
        var layout = new DiscSetLayout
        {
            Template = template,
            Time = time,
            Newest = new PlannedSnapshot(new SnapshotId(Digest.Parse(taken.Snapshot)), taken.Time, taken.Files, taken.Bytes),
            Disk = settings.Disk.Name,
            Set = set,
            Page = await File.ReadAllTextAsync(template.Page, cancellationToken),
            SetPage = await ReadSetPageAsync(template, cancellationToken),
            Environment = template.Recovery && order.Recovery is not RecoveryDiscs.None ? await DiscStep.BuildEnvironmentAsync(context, cancellationToken) : null,
        };
        if (template.LedgerFolder is not null)
            await evidence.OpenAsync(cancellationToken);
        await folder.FreezeAsync(template.LedgerFolder is null ? null : evidence.Folder, known, cancellationToken);

        var plan = Place(settings, order, template, layout, folder, store, packs, objects) with { Repository = repository, IsByNeed = needs is not null };
        plan = plan with { Spread = SpreadOf(plan, needs, bases) };
        await folder.FreezeRecordsAsync(plan.Records(), cancellationToken);
        await folder.WriteAsync(plan, cancellationToken);
        foreach (var record in plan.Records())
            await catalogue.PutAsync(record, cancellationToken);
        await evidence.AppendAsync(
            new LedgerEntry.DiscSetPlanned(
                context.Clock.GetUtcNow(), set.Id.ToString(), set.Name, order.IsDelta ? "delta" : "full", set.Base?.ToString(),
                [.. plan.Volumes.Select(volume => volume.Id.ToString())], taken.Snapshot),
            cancellationToken);
        return plan;
    }

    /// <summary>There is a full set that a delta could add to.</summary>
    internal static async Task<bool> HasBaseAsync(OperationContext context, ArchivistSettings settings, CancellationToken cancellationToken)
    {
        var store = new FolderStore(settings.Disk.Repository);
        var repository = Digest.Of(await store.ReadAllAsync(ObjectName.Configuration, 1 << 20, cancellationToken));
        var known = await context.OpenCatalogue(settings).ListAsync(cancellationToken);
        return Complete(known.Where(disc => disc.Repository == repository)).Any(set => set.First().Kind is DiscKind.Full);
    }

    internal static async Task<string> ReadSetPageAsync(DiscTemplate template, CancellationToken cancellationToken)
    {
        var (file, name) = DiscSetLayout.SetPageOf(template);
        if (!FileLookup.IsFile(file))
            file = Path.Combine(AppContext.BaseDirectory, "media-templates", name);
        return await File.ReadAllTextAsync(file, cancellationToken);
    }

    /// <summary>
    /// The discs of the set that a delta adds to, and of all deltas that add to it already. Only sets of which every disc was mastered count: what was
    /// planned and never made holds nothing.
    /// </summary>
    private static IReadOnlyList<CataloguedDisc> FindBase(IReadOnlyList<CataloguedDisc> known, CatalogueListing listing, string? name)
    {
        var sets = Complete(known);
        var cause = name is null ? "there is no full set of which all discs were built" : $"there is no full set '{name}' of which all discs were built";
        var full = sets.LastOrDefault(set => set.First().Kind is DiscKind.Full && (name is null || set.First().Set.Name == name))
            ?? throw (listing.Damaged is [var (_, damage), ..]
                ? new ArchivistException(damage.Failure, $"{cause}, as far as the catalogue can be read; {damage.Message}", damage) { Hint = damage.Hint }
                : new ArchivistException(Failure.Usage, cause) { Hint = "Build one first: 'archivist disc plan', then 'archivist disc build --set NAME --all'." });
        return [.. full, .. sets.Where(set => set.First().Kind is DiscKind.Delta && set.First().Set.Base == full.Key).SelectMany(set => set)];
    }

    private static List<IGrouping<Guid, CataloguedDisc>> Complete(IEnumerable<CataloguedDisc> known) =>
        [.. known.GroupBy(disc => disc.Set.Id).Where(set => set.All(disc => disc.Image is not null) && set.Select(disc => disc.Volume).Distinct().Count() == set.First().Of)];

    private static DiscSetFolder FindFolder(ArchivistSettings settings, DiscSetOrder order, DateTimeOffset time)
    {
        if (order.Name is { } name)
        {
            var named = DiscSetFolder.Of(settings, name);
            return named.Exists
                ? throw new ArchivistException(Failure.Usage, $"set '{name}': it is planned already") { Hint = "Choose another name; a plan is never changed, because its discs may exist." }
                : named;
        }

        var week = string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(time.UtcDateTime)}-W{ISOWeek.GetWeekOfYear(time.UtcDateTime):00}") + (order.IsDelta ? "-delta" : "");
        return Enumerable.Range(1, 9999).Select(number => DiscSetFolder.Of(settings, number == 1 ? week : $"{week}-{number}")).First(folder => !folder.Exists);
    }

    private static async Task<IReadOnlyList<StoredObject>> OrderAsync(
        ArchivistSettings settings, FolderStore store, SnapshotNeeds? needs, HashSet<PackId> without, CancellationToken cancellationToken)
    {
        var present = (await store.ListSortedAsync(ObjectKind.Pack, cancellationToken)).Where(item => !without.Contains(new PackId(item.Name.Id))).ToList();
        var place = needs?.Packs.Select((pack, index) => (pack, index)).ToDictionary(pair => pair.pack, pair => pair.index);
        // What no snapshot needs comes last; without the key the newest files first.
        return place is not null
            ? [.. present.OrderBy(item => place.GetValueOrDefault(new PackId(item.Name.Id), int.MaxValue))]
            : [.. present.OrderByDescending(item => File.GetLastWriteTimeUtc(Path.Combine(settings.Disk.Repository, RepositoryLayout.PathOf(item.Name))))];
    }

    private static DiscSetPlan Place(
        ArchivistSettings settings, DiscSetOrder order, DiscTemplate template, DiscSetLayout layout, DiscSetFolder folder, FolderStore store,
        IReadOnlyList<StoredObject> packs, IReadOnlyList<StoredObject> objects)
    {
        var known = FrozenFiles(template, folder, layout.Time);
        var shared = objects.Prepend(new StoredObject(ObjectName.Configuration, store.ContentOf(ObjectName.Configuration).Length))
            .Select(item => (item.Name, Content: (IReplayableContent)new PlannedContent(item.Length))).ToList();
        var snapshots = objects.Count(item => item.Name.Kind is ObjectKind.Snapshot);
        bool Boots(int index) => layout.Environment is not null && (index == 0 || order.Recovery is RecoveryDiscs.Each);
        DiscTemplate TemplateOf(int index) => order.Media.Count == 0 ? template
            : order.Media[Math.Min(index, order.Media.Count - 1)] is var medium ? template with { Medium = medium.Name, Capacity = medium.Capacity } : template;
        // The largest medium is that of recovery discs, so that what the largest disc holds fits on each of them.
        var largest = order.Media.Count == 0 ? template : order.Media.MaxBy(medium => medium.Capacity) is { } medium ? template with { Medium = medium.Name, Capacity = medium.Capacity } : template;
        var sliceSize = order.MayBeLost == 0 ? 0 : SetRecovery.ChooseSliceSize([.. packs.Select(pack => pack.Length)], order.MayBeLost, largest.Capacity);
        var described = order.MayBeLost == 0 ? 0 : Par2Creator.IndexLength(packs.Select(pack => (RepositoryLayout.PathOf(pack.Name).Length, pack.Length)), sliceSize);
        int SlicesOf(IReadOnlyList<StoredObject> on) => SetRecovery.SlicesOf(on.Select(pack => pack.Length), sliceSize);
        DiscLayout LayRecovery(int of, int slices) => Lay(of - 1, of, [], layout.Environment is not null && order.Recovery is RecoveryDiscs.Each,
        [
            new DiscFile($"{template.RepositoryFolder}/{SetRecovery.IndexName(layout.Set.Name)}", new PlannedContent(described), layout.Time),
            new DiscFile($"{template.RepositoryFolder}/{SetRecovery.VolumeName(layout.Set.Name, new PlannedRecovery(sliceSize, 0, slices))}", new PlannedContent(Par2Creator.VolumeLength(described, sliceSize, slices)), layout.Time),
        ]);
        // A disc is full when it is, or when a recovery disc for it would be.
        long Measure(DiscTemplate on, int of, int number, IReadOnlyList<StoredObject> taken) => Math.Max(
            ImageMaster.Plan(Lay(number, of, taken, Boots(number), [])).Length,
            order.MayBeLost == 0 ? 0 : ImageMaster.Plan(LayRecovery(of, SlicesOf(taken))).Length - DiscCapacity.CapacityFor(largest) + DiscCapacity.CapacityFor(on));
        DiscLayout Lay(int index, int of, IReadOnlyList<StoredObject> on, bool boots, IReadOnlyList<DiscFile> recovery)
        {
            // Records are not known before everything is placed, so room is kept for the longest that they can be.
            List<DiscFile> others = [.. known];
            others.Add(new DiscFile("catalogue/packs.json", new PlannedContent((long)packs.Count * IdLength), layout.Time));
            others.AddRange(Enumerable.Range(0, of).Select(volume =>
                new DiscFile($"catalogue/{volume:D4}-0000-0000-0000-000000000000-000000000000.json", new PlannedContent(RecordLength + ((long)snapshots * IdLength)), layout.Time)));
            return layout.Lay(
                layout.LabelOf(settings.Disc.VolumeLabel, index + 1, Math.Max(of, 2)), (9999, 9999), boots,
                new PlannedContent(RecordLength + ((long)(snapshots + on.Count) * IdLength)), [.. others, .. recovery],
                shared.Concat(on.Select(item => (item.Name, (IReplayableContent)new PlannedContent(item.Length)))));
        }

        IReadOnlyList<IReadOnlyList<StoredObject>> placed;
        var volumes = 1 + order.MayBeLost;
        // More discs have longer catalogues, which may take one disc more.
        while (true)
        {
            var assumed = volumes;
            placed = PackPlacement.Place(
                packs,
                number => new VolumeRoom(TemplateOf(number).Medium, DiscCapacity.CapacityFor(TemplateOf(number)), on => Measure(TemplateOf(number), assumed, number, on)),
                mostVolumes: 9999 - order.MayBeLost);
            if (placed.Count + order.MayBeLost <= assumed)
                break;
            volumes = placed.Count + order.MayBeLost;
        }

        var total = placed.Count + order.MayBeLost;
        var slices = order.MayBeLost == 0 ? 0 : placed.Max(SlicesOf);
        if ((long)slices * order.MayBeLost > Par2Repair.MostMissing)
            throw new ArchivistException(
                Failure.Usage, $"--recovery-discs {order.MayBeLost}: {slices} slices on a disc are too many to compute {order.MayBeLost} lost discs from; at most {Par2Repair.MostMissing} are computed at a time")
            {
                Hint = "Choose smaller media or fewer recovery discs, or repack with a larger --pack-size.",
            };

        return new DiscSetPlan
        {
            Format = DiscSetPlan.CurrentFormat,
            Set = layout.Set,
            Kind = order.IsDelta ? DiscKind.Delta : DiscKind.Full,
            Disk = settings.Disk.Name,
            Repository = default,
            PlannedAt = layout.Time,
            Template = order.Template ?? settings.Disc.Template,
            IsByNeed = false,
            Newest = layout.Newest,
            Objects = [.. objects.Select(item => RepositoryLayout.PathOf(item.Name))],
            Volumes =
            [
                .. placed.Select((on, index) => new PlannedVolume(
                    Guid.CreateVersion7(layout.Time), TemplateOf(index).Medium, TemplateOf(index).Capacity,
                    layout.LabelOf(settings.Disc.VolumeLabel, index + 1, total), Boots(index), ImageMaster.Plan(Lay(index, volumes, on, Boots(index), [])).Length,
                    [.. on.Select(item => new PackId(item.Name.Id))])),
                .. Enumerable.Range(0, order.MayBeLost).Select(number => new PlannedVolume(
                    Guid.CreateVersion7(layout.Time), largest.Medium, largest.Capacity, layout.LabelOf(settings.Disc.VolumeLabel, placed.Count + number + 1, total),
                    order.Recovery is RecoveryDiscs.Each && layout.Environment is not null, ImageMaster.Plan(LayRecovery(volumes, slices)).Length, [], new PlannedRecovery(sliceSize, number * slices, slices))),
            ],
        };
    }

    /// <summary>What every disc carries besides the repository: the ledger and the catalogue as they were at planning.</summary>
    internal static IReadOnlyList<DiscFile> FrozenFiles(DiscTemplate template, DiscSetFolder folder, DateTimeOffset time)
    {
        List<DiscFile> files = [];
        if (template.LedgerFolder is { } ledger && FileLookup.IsDirectory(folder.Ledger))
            files.AddRange(DiscSetFolder.LedgerFiles(folder.Ledger).Select(path => new DiscFile($"{ledger}/{Path.GetRelativePath(folder.Ledger, path)}", new FileContent(path), time)));
        files.AddRange(Directory.EnumerateFiles(folder.Catalogue, "*.json").Order(StringComparer.Ordinal)
            .Select(path => new DiscFile($"{DiscRecordFile.FolderOnDisc}/{Path.GetFileName(path)}", new FileContent(path), time)));
        return files;
    }

    private static IReadOnlyList<SnapshotSpread> SpreadOf(DiscSetPlan plan, SnapshotNeeds? needs, IReadOnlyList<CataloguedDisc> bases)
    {
        if (needs is null)
            return [];
        var places = new Dictionary<PackId, int>();
        foreach (var (packs, index) in plan.Volumes.Select(volume => volume.Packs).Concat(bases.Select(disc => disc.Packs)).Select((packs, index) => (packs, index)))
        {
            foreach (var pack in packs)
                places.TryAdd(pack, index);
        }

        var own = plan.Volumes.Count;
        return
        [
            .. needs.Spread(pack => places.GetValueOrDefault(pack, -1), own + bases.Count)
                .Where(spread => spread.IsComplete && !spread.Snapshot.IsCatalogue())
                .Select(spread => new SnapshotSpread(
                    spread.Snapshot.Id, [.. spread.Volumes.Where(volume => volume < own).Select(volume => volume + 1)],
                    [.. spread.Volumes.Where(volume => volume >= own).Select(volume => bases[volume - own].Id)])),
        ];
    }

    private static DateTimeOffset WholeSeconds(DateTimeOffset time) => new(time.UtcTicks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);
}
