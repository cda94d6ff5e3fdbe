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
using Archivist.Platform.Text;
using Archivist.Replicas.Stores.Folder;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Discs.Sets;

/// <summary>Masters volumes of a set as they were planned. Needs no password. The same volume built again is the same image.</summary>
internal static class DiscSetBuilding
{
    /// <summary>Builds volumes one after the other.</summary>
    /// <param name="context">Where to speak.</param>
    /// <param name="settings">The disk.</param>
    /// <param name="evidence">Told of each image.</param>
    /// <param name="name">The set.</param>
    /// <param name="number">One volume, from 1; null for all.</param>
    /// <param name="output">The folder for the images; null for that of the settings.</param>
    /// <param name="verify">Read each finished image back whole.</param>
    /// <param name="mayReplace">Files that are in the place of images and are none of this catalogue may be replaced.</param>
    /// <param name="objects">Where packs and the other objects come from; null for the local repository.</param>
    /// <param name="built">Told of each volume when it is there.</param>
    /// <param name="entries">What goes into ledger and catalogue; of all volumes, one whose record cannot be read is left out and reported there.</param>
    /// <param name="cancellationToken">Keeps what was finished.</param>
    internal static async Task RunAsync(
        OperationContext context, ArchivistSettings settings, ArchiveLedger evidence, string name, int? number, string? output, bool verify, bool mayReplace, IPlannedObjects? objects,
        Action<BuiltVolume> built, Bookkeeping entries, CancellationToken cancellationToken)
    {
        var folder = DiscSetFolder.Of(settings, name);
        var plan = await folder.ReadAsync(cancellationToken);
        if (number is { } asked && (asked < 1 || asked > plan.Volumes.Count))
            throw new ArchivistException(Failure.Usage, $"--disc {asked}: set '{name}' has {Quantity.Count(plan.Volumes.Count, "disc", "discs")}") { Hint = $"Give a number from 1 to {plan.Volumes.Count}." };
        objects ??= new RepositoryObjects(new FolderStore(settings.Disk.Repository));
        var template = await DiscTemplateReader.ReadAsync(plan.Template, settings.File, cancellationToken);
        var volumes = Enumerable.Range(1, plan.Volumes.Count).Where(volume => number is null || number == volume).ToList();
        foreach (var volume in volumes)
            await objects.RequireAsync(plan, volume, NamesFor(plan, volume), cancellationToken);
        var layout = new DiscSetLayout
        {
            Template = template,
            Time = plan.PlannedAt,
            Newest = plan.Newest,
            Disk = plan.Disk,
            Set = plan.Set,
            Page = await File.ReadAllTextAsync(template.Page, cancellationToken),
            SetPage = await DiscSetPlanning.ReadSetPageAsync(template, cancellationToken),
            Environment = volumes.Any(volume => plan.Volumes[volume - 1].HasRecovery) ? await DiscStep.BuildEnvironmentAsync(context, cancellationToken) : null,
        };
        if (template.LedgerFolder is not null && !FileLookup.IsDirectory(folder.Ledger))
        {
            entries.Add(new ArchivistException(Failure.Findings, $"{folder.Ledger}: the copy of the ledger that was planned for these discs is missing, so they carry none")
            {
                Hint = "Plan a new set if they shall, or bring that directory back and build them again.",
            });
        }

        Par2Set? described = null;
        foreach (var volume in volumes)
        {
            if (!await HasUsableRecordAsync(context, settings, plan.Volumes[volume - 1].Id, volumes.Count == 1, entries, cancellationToken))
                continue;
            var images = output ?? settings.Disc.Output;
            if (plan.Volumes[volume - 1].Recovery is not { } recovery)
            {
                built(await BuildAsync(context, settings, evidence, plan, volume, layout, folder, objects, [], images, verify, mayReplace, entries, cancellationToken));
                continue;
            }

            using var working = WorkDirectory.Create(images, string.Create(CultureInfo.InvariantCulture, $"{plan.Disk}-{plan.Set.Name}-{volume}"));
            described ??= await DescribeAsync(context, plan, recovery.SliceSize, objects, cancellationToken);
            var files = await ComputeAsync(context, plan, recovery, described, template, objects, working.Path, cancellationToken);
            built(await BuildAsync(context, settings, evidence, plan, volume, layout, folder, objects, files, images, verify, mayReplace, entries, cancellationToken));
        }
    }

    /// <summary>Looked at before hours of mastering: an image is of use only when its record can take its hash.</summary>
    private static async Task<bool> HasUsableRecordAsync(OperationContext context, ArchivistSettings settings, Guid id, bool isOnly, Bookkeeping entries, CancellationToken cancellationToken)
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
    private static Task<Par2Set> DescribeAsync(OperationContext context, DiscSetPlan plan, int sliceSize, IPlannedObjects objects, CancellationToken cancellationToken)
    {
        var progress = context.Progress(Work.ReadingForRecovery);
        return Par2Creator.DescribeAsync(sliceSize, SetRecovery.Inputs(plan.Packs(), objects.ContentOf), progress, cancellationToken);
    }

    /// <summary>The PAR2 files of a recovery disc, written to a folder: their slices are computed side by side, and an image is written from front to back.</summary>
    private static async Task<IReadOnlyList<DiscFile>> ComputeAsync(
        OperationContext context, DiscSetPlan plan, PlannedRecovery recovery, Par2Set described, DiscTemplate template, IPlannedObjects objects, string working, CancellationToken cancellationToken)
    {
        var whole = (long)described.SliceCount * described.SliceSize;
        var progress = context.Progress(Work.ComputingRecovery, whole);
        var (index, volume) = (SetRecovery.IndexName(plan.Set.Name), SetRecovery.VolumeName(plan.Set.Name, recovery));
        await Par2Creator.WriteIndexAsync(described, Path.Combine(working, index), cancellationToken);
        await Par2Creator.WriteVolumeAsync(
            described, SetRecovery.Inputs(plan.Packs(), objects.ContentOf), recovery.FirstExponent, recovery.Slices, Path.Combine(working, volume), progress, cancellationToken);
        return [.. new[] { index, volume }.Select(name => new DiscFile($"{template.RepositoryFolder}/{name}", new FileContent(Path.Combine(working, name)), plan.PlannedAt))];
    }

    private static async Task<BuiltVolume> BuildAsync(
        OperationContext context, ArchivistSettings settings, ArchiveLedger evidence, DiscSetPlan plan, int number, DiscSetLayout setLayout, DiscSetFolder folder,
        IPlannedObjects objects, IReadOnlyList<DiscFile> recovery, string output, bool verify, bool mayReplace, Bookkeeping entries, CancellationToken cancellationToken)
    {
        var volume = plan.Volumes[number - 1];
        var record = plan.Records()[number - 1];
        List<ObjectName> names = [ObjectName.Configuration, .. plan.ObjectNames(), .. volume.Packs.Select(pack => new ObjectName(ObjectKind.Pack, pack.Value))];
        var layout = setLayout.Lay(
            volume.Label, (number, plan.Volumes.Count), volume.HasRecovery, new BytesContent(DiscRecordFile.Write(record)),
            [.. DiscSetPlanning.FrozenFiles(setLayout.Template, folder, plan.PlannedAt), .. recovery], names.Select(name => (name, objects.ContentOf(name))));
        var image = ImageMaster.Plan(layout);
        var template = setLayout.Template with { Medium = volume.Medium, Capacity = volume.Capacity };
        if (image.Length > DiscCapacity.CapacityFor(template))
            throw new ArchivistException(
                Failure.NoSpace,
                $"{record.Describe()}: {Quantity.Bytes(image.Length)} are needed by now, and {Quantity.Bytes(DiscCapacity.CapacityFor(template))} fit; the template or the recovery environment has grown since it was planned")
            {
                Hint = "Plan a new set.",
            };
        var correction = DiscStep.LayOutCorrection(template, image);
        var path = Path.Combine(output, string.Create(CultureInfo.InvariantCulture, $"{plan.Disk}-{plan.Set.Name}-{number}.iso"));
        var target = new ImageTarget(context, path, settings, mayReplace, record.Id);
        await target.RequireAsync(cancellationToken);
        var mastered = await DiscStep.MasterAsync(context, layout, image, correction, target, cancellationToken);
        var verdict = verify ? await DiscStep.VerifyAsync(context, path, setLayout.Template.RepositoryFolder, requiresFolder: true, mastered.Sha256, cancellationToken) : null;
        var catalogue = context.OpenCatalogue(settings);
        await catalogue.PutAsync(record, cancellationToken);
        var recorded = await catalogue.RecordImageAsync(
            record.Id, new DiscImageFacts(mastered.Sha256.ToString(), mastered.Length, context.Clock.GetUtcNow(), correction is not null, layout.Boot is not null, mastered.WholeDigest.ToString(), correction?.TotalBytes ?? mastered.Length), cancellationToken);
        await entries.TryAsync(() => evidence.AppendAsync(
            new LedgerEntry.DiscBuilt(
                context.Clock.GetUtcNow(), mastered.Sha256.ToString(), mastered.Length, volume.Label, plan.Newest.Id.ToString(), verdict is { IsGood: true } ? verdict.Objects : 0,
                mastered.WholeDigest.ToString(), correction?.TotalBytes ?? mastered.Length),
            cancellationToken));
        return new BuiltVolume(path, recorded, mastered, correction?.TotalBytes ?? mastered.Length, names.Count - 1, verdict);
    }

    /// <summary>Everything that making a disc takes; a recovery disc is computed from all packs of its set.</summary>
    private static List<ObjectName> NamesFor(DiscSetPlan plan, int volume)
    {
        var packs = plan.Volumes[volume - 1].Recovery is null ? plan.Volumes[volume - 1].Packs : plan.Packs();
        return [ObjectName.Configuration, .. plan.ObjectNames(), .. packs.Select(pack => new ObjectName(ObjectKind.Pack, pack.Value))];
    }
}
