using Archivist.Discs.Catalogue;
using Archivist.Discs.Sets;
using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Replicas.Stores.Folder;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Discs.Sets;

/// <summary>
/// Computes what lost discs of a set held from the discs that are left and recovery discs, one drive being enough. Needs no key, and no settings except for the images
/// of lost discs.
/// </summary>
internal static class DiscSetRebuilding
{
    /// <summary>Rebuilds what no disc gives whole.</summary>
    /// <param name="context">Where to speak.</param>
    /// <param name="settings">The disk, whose catalogue has the plan for images; null without settings.</param>
    /// <param name="order">What was told.</param>
    /// <param name="entries">What goes into ledger and catalogue.</param>
    /// <param name="cancellationToken">Leaves whole packs only.</param>
    internal static async Task<RebuiltSet> RunAsync(
        OperationContext context, ArchivistSettings? settings, RebuildingOrder order, Bookkeeping entries, CancellationToken cancellationToken)
    {
        using var discs = await DiscSource.OpenAsync(context, settings, order.Places, order.Wait, cancellationToken);
        var set = ChooseSet(discs, order.Set);
        var records = discs.Known.Where(disc => disc.Set.Id == set.Id).DistinctBy(disc => disc.Volume).ToDictionary(disc => disc.Volume);
        foreach (var number in order.Lost)
        {
            if (!records.ContainsKey(number))
                throw new ArchivistException(Failure.Usage, $"--lost {number}: set {set.Name} has {Quantity.Count(records.Values.First().Of, "disc", "discs")}") { Hint = $"Give a number from 1 to {records.Values.First().Of}." };
        }

        if (order.MakesImages)
            await RequirePlanAsync(settings, set, cancellationToken);
        discs.Forgo(order.Lost.Select(number => records[number].Id));
        discs.Progress = DiscSource.ShowProgress(context);
        var folder = Path.GetFullPath(order.Output);
        var isNew = FileLookup.Find(folder) is null;
        DurableFile.CreateDirectory(folder);
        ComputedPacks computed;
        try
        {
            computed = await discs.RebuildAsync(set, folder, cancellationToken);
        }
        finally
        {
            if (isNew && !Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Any())
                Directory.Delete(folder, recursive: true);
        }

        var missing = Enumerable.Range(1, records.Values.First().Of).Where(number => !records.TryGetValue(number, out var record) || !discs.Seen.Contains(record.Id)).ToList();
        var lost = order.Lost.Count > 0 ? order.Lost.Distinct().Order().ToList() : missing.Where(number => records.TryGetValue(number, out var record) && record.Packs.Any(computed.Packs.Contains)).ToList();
        if (computed.Packs.Count > 0 || (order.MakesImages && lost.Count > 0))
            await CopySmallAsync(discs, folder, cancellationToken);
        return new RebuiltSet(computed, folder, missing, order.MakesImages ? await MakeImagesAsync(context, settings!, set, discs, lost, folder, entries, cancellationToken) : []);
    }

    /// <summary>Builds lost discs by the plan of their set, from what was computed and the discs that are left.</summary>
    private static async Task<IReadOnlyList<RebuiltImage>> MakeImagesAsync(
        OperationContext context, ArchivistSettings settings, DiscSetName set, DiscSet discs, IReadOnlyList<int> lost, string folder, Bookkeeping entries, CancellationToken cancellationToken)
    {
        var store = new FolderStore(folder);
        var objects = new RepositoryObjects(store, name => name.Kind is ObjectKind.Pack ? discs.FindContent(name) : null);
        var images = new List<RebuiltImage>();
        foreach (var number in lost)
        {
            var before = (await context.OpenCatalogue(settings).ListAsync(cancellationToken)).FirstOrDefault(disc => disc.Set.Id == set.Id && disc.Volume == number)?.Image;
            BuiltVolume? built = null;
            await DiscSetBuilding.RunAsync(
                context, settings, new ArchiveLedger(settings, context.Clock), set.Name, number, folder, verify: true, mayReplace: false, objects, volume => built = volume, entries, cancellationToken);
            if (built!.Verdict is { IsGood: false } verdict)
                throw new ArchivistException(Failure.MediumFailed, $"{built.Path}: {verdict.Sentences[0]}") { Hint = "Run the command again into another folder." };
            var sha256 = built.Image.Sha256.ToString();
            images.Add(new RebuiltImage(number, built.Path, built.TotalBytes, sha256, before is null ? null : before.Sha256 == sha256));
        }

        return images;
    }

    /// <summary>Said before hours of reading.</summary>
    private static async Task RequirePlanAsync(ArchivistSettings? settings, DiscSetName set, CancellationToken cancellationToken)
    {
        if (settings is null || !DiscSetFolder.Of(settings, set.Name).Exists || (await DiscSetFolder.Of(settings, set.Name).ReadAsync(cancellationToken)).Set.Id != set.Id)
            throw new ArchivistException(Failure.Usage, $"--images: the plan of set {set.Name} is not there, and an image is made by it")
            {
                Hint = "Name the settings whose catalogue has the plan with --config, or leave --images out: packs need no plan.",
            };
    }

    private static DiscSetName ChooseSet(DiscSet discs, string? name)
    {
        var sets = discs.Known.Where(disc => disc.Kind is DiscKind.Recovery && (name is null || disc.Set.Name == name)).Select(disc => (disc.Set, IsHere: discs.Seen.Contains(disc.Id))).ToList();
        var here = sets.Where(set => set.IsHere).Select(set => set.Set).DistinctBy(set => set.Id).ToList();
        if (here.Count == 0)
            here = [.. sets.Select(set => set.Set).DistinctBy(set => set.Id)];
        return here switch
        {
            [] => throw new ArchivistException(Failure.MediumFailed, $"there is no recovery disc{(name is null ? "" : $" of set {name}")} among the discs that are known")
            {
                Hint = "Only sets that were planned with --recovery-discs can be rebuilt, and it takes at least one of these discs.",
            },
            [var only] => only,
            _ => throw new ArchivistException(Failure.Usage, $"there are recovery discs of several sets: {string.Join(", ", here.Select(set => set.Name))}") { Hint = "Choose one with --set." },
        };
    }

    /// <summary>Configuration, keys, indexes and snapshots: with them the folder is opened like a disc.</summary>
    private static async Task CopySmallAsync(DiscSet discs, string folder, CancellationToken cancellationToken)
    {
        const int largest = 1 << 30;
        DurableFile.CreateDirectory(Path.Combine(folder, "data"));
        var target = new FolderStore(folder);
        List<ObjectName> names = [ObjectName.Configuration];
        foreach (var kind in new[] { ObjectKind.Key, ObjectKind.Index, ObjectKind.Snapshot })
            names.AddRange((await discs.ListSortedAsync(kind, cancellationToken)).Select(item => item.Name));
        foreach (var name in names)
        {
            if (await target.FindLengthAsync(name, cancellationToken) is null)
                await target.PutAsync(name, new BytesContent(await discs.ReadAllAsync(name, largest, cancellationToken)), cancellationToken);
        }
    }
}
