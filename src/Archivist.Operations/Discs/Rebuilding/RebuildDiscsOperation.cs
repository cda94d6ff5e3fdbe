using Archivist.Discs.Catalogue;
using Archivist.Discs.Sets;
using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Discs.Building;
using Archivist.Operations.Discs.Planning;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Replicas.Stores.Folder;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Discs.Rebuilding;

/// <summary>
/// Computes what lost discs of a set held from the discs that are left and recovery discs, one drive being enough. Needs no key, and no settings except for the images
/// of lost discs.
/// </summary>
public sealed class RebuildDiscsOperation(OperationEnvironment environment) : Operation<RebuildDiscsRequest, RebuildDiscsResult>(environment)
{
    private protected override async Task<RebuildDiscsResult> RunAsync(RebuildDiscsRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var context = archive.Context;
        var startedAt = context.Clock.GetTimestamp();
        var settings = await archive.FindSettingsAsync(canDoWithout: true, cancellationToken);
        var entries = new Bookkeeping();
        using var discs = await DiscSource.OpenAsync(context, settings, request.Places, request.Wait, cancellationToken);
        var set = ChooseSet(discs, request.Set);
        var records = discs.Known.Where(disc => disc.Set.Id == set.Id).DistinctBy(disc => disc.Volume).ToDictionary(disc => disc.Volume);
        foreach (var number in request.Lost)
        {
            if (!records.ContainsKey(number))
                throw new ArchivistException(new DiscNumberInvalid(set.Name, number, records.Values.First().Of));
        }

        if (request.MakesImages)
            await RequirePlanAsync(settings, set, cancellationToken);
        discs.Forgo(request.Lost.Select(number => records[number].Id));
        discs.Progress = DiscSource.ShowProgress(context);
        var folder = Path.GetFullPath(request.Output);
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
        var lost = request.Lost.Count > 0 ? request.Lost.Distinct().Order().ToList() : missing.Where(number => records.TryGetValue(number, out var record) && record.Packs.Any(computed.Packs.Contains)).ToList();
        if (computed.Packs.Count > 0 || (request.MakesImages && lost.Count > 0))
            await CopySmallAsync(discs, folder, cancellationToken);
        var images = request.MakesImages ? await MakeImagesAsync(context, settings!, set, discs, lost, folder, entries, cancellationToken) : [];
        return new RebuildDiscsResult(computed, folder, missing, images, context.Clock.GetElapsedTime(startedAt))
        {
            // An image that is not the same any more serves as well, but the catalogue's hash is of another one.
            Verdict = Severity.Worse(entries.Report(context.Events), images.Any(image => image.IsIdentical is false) ? Failure.Findings : Failure.None),
        };
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
            var built = (await new DiscBuilder(context, settings, new ArchiveLedger(settings, context.Clock), entries).RunAsync(
                DiscSetFolder.Of(settings, set.Name), new BuildOptions { Number = number, Folder = folder, Verifies = true, Objects = objects }, cancellationToken))[0];
            if (built.Verdict is { IsGood: false } verdict)
                throw new ArchivistException(new BuiltImageDamaged(built.Path, verdict.Problems[0]));
            var sha256 = built.Image.Sha256.ToString();
            images.Add(new RebuiltImage(number, built.Path, built.TotalBytes, sha256, before is null ? null : before.Sha256 == sha256));
        }

        return images;
    }

    /// <summary>Said before hours of reading.</summary>
    private static async Task RequirePlanAsync(ArchivistSettings? settings, DiscSetName set, CancellationToken cancellationToken)
    {
        if (settings is null || !DiscSetFolder.Of(settings, set.Name).Exists || (await DiscSetFolder.Of(settings, set.Name).ReadAsync(cancellationToken)).Set.Id != set.Id)
            throw new ArchivistException(new PlanOfSetMissing(set.Name));
    }

    private static DiscSetName ChooseSet(DiscSet discs, string? name)
    {
        var sets = discs.Known.Where(disc => disc.Kind is DiscKind.Recovery && (name is null || disc.Set.Name == name)).Select(disc => (disc.Set, IsHere: discs.Seen.Contains(disc.Id))).ToList();
        var here = sets.Where(set => set.IsHere).Select(set => set.Set).DistinctBy(set => set.Id).ToList();
        if (here.Count == 0)
            here = [.. sets.Select(set => set.Set).DistinctBy(set => set.Id)];
        return here switch
        {
            [] => throw new ArchivistException(new NoRecoveryDisc(name)),
            [var only] => only,
            _ => throw new ArchivistException(new SeveralRecoverySets([.. here.Select(set => set.Name)])),
        };
    }

    /// <summary>Configuration, keys, indexes and snapshots: with them the directory is opened like a disc.</summary>
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
