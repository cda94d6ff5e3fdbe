using System.Globalization;
using Archivist.Correction.Par2;
using Archivist.Discs.Building;
using Archivist.Discs.Catalogue;
using Archivist.Discs.Planning;
using Archivist.Discs.Problems;
using Archivist.Discs.Sets;
using Archivist.Discs.Templates;
using Archivist.Evidence;
using Archivist.Images;
using Archivist.Images.Model;
using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Discs.Planning;
using Archivist.Operations.Discs.Verifying;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Replicas.Stores.Folder;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Discs.Building;

/// <summary>Masters the discs of plans; a single disc is a set of one. Needs no password. The same disc built again is the same image.</summary>
/// <param name="context">Where to speak.</param>
/// <param name="settings">The archive.</param>
/// <param name="ledger">Gets an entry for each image.</param>
/// <param name="entries">Entries of ledger and catalogue that failed. Of several discs, one whose record cannot be read is left out and reported there.</param>
internal sealed class DiscBuilder(OperationContext context, ArchivistSettings settings, ArchiveLedger ledger, Bookkeeping entries)
{
    /// <summary>Builds discs one after the other.</summary>
    /// <param name="folder">Where the plan is kept.</param>
    /// <param name="options">Which discs, and how.</param>
    /// <param name="cancellationToken">Keeps what was finished.</param>
    internal async Task<IReadOnlyList<BuiltDisc>> RunAsync(DiscSetFolder folder, BuildOptions options, CancellationToken cancellationToken)
    {
        var plan = await folder.ReadAsync(cancellationToken);
        if (options.Number is { } asked && (asked < 1 || asked > plan.Volumes.Count))
            throw new ArchivistException(new DiscNumberInvalid(plan.Set.Name, asked, plan.Volumes.Count));
        var objects = options.Objects ?? new RepositoryObjects(new FolderStore(settings.Archive.Repository));
        var template = await DiscTemplateReader.ReadAsync(plan.Template, settings.File, cancellationToken);
        var volumes = Enumerable.Range(1, plan.Volumes.Count).Where(volume => (options.Number is null || options.Number == volume) && options.IsThere?.Invoke(volume) is not true).ToList();
        foreach (var volume in volumes)
            await objects.RequireAsync(plan, volume, NamesFor(plan, volume), cancellationToken);
        var layout = await new DiscPlanner(context, settings, ledger).LayoutAsync(plan, template, volumes.Any(volume => plan.Volumes[volume - 1].HasRecovery), cancellationToken);
        if (template.LedgerFolder is not null && !FileLookup.IsDirectory(folder.Ledger))
            entries.Add(new ArchivistException(new LedgerCopyMissing(folder.Ledger)));

        Par2Set? described = null;
        var built = new List<BuiltDisc>();
        foreach (var volume in volumes)
        {
            if (!await HasUsableRecordAsync(plan.Volumes[volume - 1].Id, volumes.Count == 1, cancellationToken))
                continue;
            if (plan.Volumes[volume - 1].Recovery is not { } recovery)
            {
                built.Add(await BuildAsync(plan, volume, layout, folder, objects, [], options, cancellationToken));
            }
            else
            {
                using var working = WorkDirectory.Create(options.Folder ?? settings.Disc.Output, string.Create(CultureInfo.InvariantCulture, $"{plan.Disk}-{plan.Set.Name}-{volume}"));
                described ??= await DescribeAsync(plan, recovery.SliceSize, objects, cancellationToken);
                var files = await ComputeAsync(plan, recovery, described, template, objects, working.Path, cancellationToken);
                built.Add(await BuildAsync(plan, volume, layout, folder, objects, files, options, cancellationToken));
            }

            options.Built?.Invoke(built[^1]);
        }

        return built;
    }

    /// <summary>Where the image of a disc goes.</summary>
    internal string PathOf(DiscSetPlan plan, int number, BuildOptions options)
    {
        var folder = options.Folder ?? settings.Disc.Output;
        return !plan.IsSingle ? Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{plan.Disk}-{plan.Set.Name}-{number}.iso"))
            : options.File ?? Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{plan.Disk}-{plan.Newest.Taken:yyyyMMdd'T'HHmmss'Z'}.iso"));
    }

    /// <summary>Looked at before hours of mastering: an image is of use only when its record can take its hash.</summary>
    private async Task<bool> HasUsableRecordAsync(Guid id, bool isOnly, CancellationToken cancellationToken)
    {
        try
        {
            await context.OpenCatalogue(settings).FindAsync(id, cancellationToken);
            return true;
        }
        catch (ArchivistException cause) when (!isOnly)
        {
            entries.Add(cause);
            return false;
        }
    }

    /// <summary>Reads all packs of the set once.</summary>
    private Task<Par2Set> DescribeAsync(DiscSetPlan plan, int sliceSize, IPlannedObjects objects, CancellationToken cancellationToken)
    {
        var progress = context.Progress(Work.ReadingForRecovery);
        return Par2Creator.DescribeAsync(sliceSize, SetRecovery.Inputs(plan.Packs(), objects.ContentOf), progress, cancellationToken);
    }

    /// <summary>The PAR2 files of a recovery disc, written to a directory: their slices are computed side by side, and an image is written from front to back.</summary>
    private async Task<IReadOnlyList<DiscFile>> ComputeAsync(
        DiscSetPlan plan, PlannedRecovery recovery, Par2Set described, DiscTemplate template, IPlannedObjects objects, string working, CancellationToken cancellationToken)
    {
        var whole = (long)described.SliceCount * described.SliceSize;
        var progress = context.Progress(Work.ComputingRecovery, whole);
        var (index, volume) = (SetRecovery.IndexName(plan.Set.Name), SetRecovery.VolumeName(plan.Set.Name, recovery));
        await Par2Creator.WriteIndexAsync(described, Path.Combine(working, index), cancellationToken);
        await Par2Creator.WriteVolumeAsync(
            described, SetRecovery.Inputs(plan.Packs(), objects.ContentOf), recovery.FirstExponent, recovery.Slices, Path.Combine(working, volume), progress, cancellationToken);
        return [.. new[] { index, volume }.Select(name => new DiscFile($"{template.RepositoryFolder}/{name}", new FileContent(Path.Combine(working, name)), plan.PlannedAt))];
    }

    private async Task<BuiltDisc> BuildAsync(
        DiscSetPlan plan, int number, DiscSetLayout setLayout, DiscSetFolder folder, IPlannedObjects objects, IReadOnlyList<DiscFile> recovery, BuildOptions options, CancellationToken cancellationToken)
    {
        var volume = plan.Volumes[number - 1];
        var record = plan.Records()[number - 1];
        var path = PathOf(plan, number, options);
        var target = new ImageTarget(context, path, settings, options.MayReplace, record.Id);
        await target.RequireAsync(cancellationToken);
        List<ObjectName> names = [ObjectName.Configuration, .. plan.ObjectNames(), .. volume.Packs.Select(pack => new ObjectName(ObjectKind.Pack, pack.Value))];
        var layout = setLayout.Lay(
            volume.Label, (number, plan.Volumes.Count), volume.HasRecovery, new BytesContent(DiscRecordFile.Write(record)),
            [.. DiscPlanner.FrozenFiles(setLayout.Template, folder, plan.PlannedAt), .. recovery], names.Select(name => (name, objects.ContentOf(name))));
        var image = ImageMaster.Plan(layout);
        var template = setLayout.Template with { Medium = volume.Medium, Capacity = volume.Capacity };
        if (!plan.IsSingle && image.Length > DiscCapacity.CapacityFor(template))
            throw new ArchivistException(new DiscOutgrewPlan(record.Title, image.Length, DiscCapacity.CapacityFor(template)));
        var correction = ImageBuild.LayOutCorrection(template, image);
        var mastered = await ImageBuild.WriteAsync(
            layout, image, correction, path, file => target.PublishAsync(file, cancellationToken), context.Progress(Work.BuildingImage, image.Length),
            correction is null ? null : context.Progress(Work.Protecting, correction.TotalBytes), cancellationToken);
        var catalogue = context.OpenCatalogue(settings);
        await catalogue.PutAsync(record, cancellationToken);
        var recorded = await catalogue.RecordImageAsync(
            record.Id, new DiscImageFacts(mastered.Sha256.ToString(), mastered.Length, context.Clock.GetUtcNow(), correction is not null, layout.Boot is not null, mastered.WholeDigest.ToString(), correction?.TotalBytes ?? mastered.Length), cancellationToken);
        var verdict = options.Verifies ? await DiscVerification.RunAsync(context, path, template.RepositoryFolder, requiresFolder: true, mastered.Sha256, cancellationToken) : null;
        var entry = new LedgerEntry.DiscBuilt(
            context.Clock.GetUtcNow(), mastered.Sha256.ToString(), mastered.Length, volume.Label, plan.Newest.Id.ToString(), verdict is { IsGood: true } ? verdict.Objects : 0,
            mastered.WholeDigest.ToString(), correction?.TotalBytes ?? mastered.Length);
        if (options.Entering is { } enter)
            enter(number, entry);
        else
            await entries.TryAsync(() => ledger.AppendAsync(entry, cancellationToken));
        // The configuration has no id of its own, so it is none of the objects that are checked against their names.
        return new BuiltDisc(path, recorded, template, mastered, correction?.TotalBytes ?? mastered.Length, names.Count - 1, plan.Newest, verdict);
    }

    /// <summary>Everything that making a disc takes; a recovery disc is computed from all packs of its set.</summary>
    private static List<ObjectName> NamesFor(DiscSetPlan plan, int volume)
    {
        var packs = plan.Volumes[volume - 1].Recovery is null ? plan.Volumes[volume - 1].Packs : plan.Packs();
        return [ObjectName.Configuration, .. plan.ObjectNames(), .. packs.Select(pack => new ObjectName(ObjectKind.Pack, pack.Value))];
    }
}
