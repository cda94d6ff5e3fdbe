using System.Globalization;
using System.Security.Cryptography;
using Archivist.Correction.Rs03;
using Archivist.Discs.Catalogue;
using Archivist.Discs.Outputs;
using Archivist.Evidence;
using Archivist.Images;
using Archivist.Images.Mastering;
using Archivist.Images.Model;
using Archivist.Images.Reading;
using Archivist.Images.Verifying;
using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Platform;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Recovery.Builder;
using Archivist.Replicas.Stores.Folder;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Discs;

/// <summary>
/// Masters one disc image: the recovery environment, the repository as a plain folder, the ledger, the page. Needs no password:
/// what the page says of the snapshot comes from the ledger.
/// </summary>
internal static class DiscStep
{
    internal static async Task<BuiltDisc> RunAsync(
        OperationContext context, ArchivistSettings settings, ArchiveLedger evidence, string? templateName, string? output, bool verify, bool mayReplace,
        CancellationToken cancellationToken)
    {
        var template = await DiscTemplateReader.ReadAsync(templateName ?? settings.Disc.Template, settings.File, cancellationToken);
        var store = new FolderStore(settings.Disk.Repository);
        await SealedRepository.FindAsync(store, cancellationToken);
        var snapshot = await FindSnapshotAsync(context, store, evidence, cancellationToken);
        var volume = settings.Disc.VolumeLabel ?? template.VolumeFor(settings.Disk.Name, snapshot.Time);
        var path = output ?? Path.Combine(
            settings.Disc.Output, string.Create(CultureInfo.InvariantCulture, $"{settings.Disk.Name}-{snapshot.Time:yyyyMMdd'T'HHmmss'Z'}.iso"));
        var target = new ImageTarget(context, path, settings, mayReplace);
        await target.RequireAsync(cancellationToken);
        var environment = template.Recovery ? await BuildEnvironmentAsync(context, cancellationToken) : null;
        var catalogue = context.OpenCatalogue(settings);
        var record = await DescribeAsync(settings, template, store, snapshot, volume, cancellationToken);
        // Before the work: an image is of use only when its record can take its hash.
        await catalogue.FindAsync(record.Id, cancellationToken);
        var others = (await catalogue.ListAsync(cancellationToken)).Where(disc => disc.Repository == record.Repository && disc.Id != record.Id).ToList();
        var (layout, objects) = await LayOutAsync(settings, evidence, template, store, snapshot, volume, environment, (record, others), cancellationToken);

        var plan = ImageMaster.Plan(layout);
        var correction = LayOutCorrection(template, plan);
        var image = await MasterAsync(context, layout, plan, correction, target.For(record.Id), cancellationToken);
        await catalogue.PutAsync(record, cancellationToken);
        await catalogue.RecordImageAsync(
            record.Id, new DiscImageFacts(image.Sha256.ToString(), image.Length, context.Clock.GetUtcNow(), correction is not null, layout.Boot is not null, image.WholeDigest.ToString(), correction?.TotalBytes ?? image.Length), cancellationToken);
        var verdict = verify ? await VerifyAsync(context, path, template.RepositoryFolder, requiresFolder: true, image.Sha256, cancellationToken) : null;
        await evidence.AppendAsync(
            new LedgerEntry.DiscBuilt(
                context.Clock.GetUtcNow(), image.Sha256.ToString(), image.Length, volume, snapshot.Snapshot, verdict is { IsGood: true } ? verdict.Objects : 0,
                image.WholeDigest.ToString(), correction?.TotalBytes ?? image.Length),
            cancellationToken);
        return new BuiltDisc(path, volume, template, image, snapshot, objects, correction, verdict);
    }

    internal static Rs03Layout? LayOutCorrection(DiscTemplate template, ImagePlan plan)
    {
        try
        {
            if (plan.Length <= template.Capacity)
                return template.Correction?.LayOut(plan.Length, template.Capacity);
        }
        catch (ArchivistException e) when (e.Failure is Failure.NoSpace)
        {
            throw new ArchivistException(Failure.NoSpace, $"disc {template.Name}: {e.Message}", e)
            {
                Hint = "Choose a template for a larger medium, or one without error correction.",
            };
        }

        throw new ArchivistException(
            Failure.NoSpace,
            $"disc {template.Name}: {Quantity.Bytes(plan.Length)} are needed, and {Quantity.Bytes(template.Capacity)} fit on one {template.Medium}")
        {
            Hint = "Choose a template for a larger medium, or plan a set of several discs with 'archivist disc plan'.",
        };
    }

    /// <summary>Reads an image back whole, and its error correction beside it.</summary>
    internal static async Task<DiscVerdict> VerifyAsync(
        OperationContext context, string path, string? folder, bool requiresFolder, Digest? expected, CancellationToken cancellationToken)
    {
        var progress = context.Progress(Work.ReadingBack);
        using var source = FileImageSource.Open(path);
        var layout = Rs03LayoutFinder.Find(source);
        // Both take one processor or a little more; side by side they are done when the slower one is.
        var correction = layout is null ? null : Rs03Check.RunAsync(source, layout, null, null, cancellationToken);
        ImageVerdict? image = null;
        ArchivistException? unreadable = null;
        try
        {
            image = await new ImageVerifier { ObjectsFolder = folder, RequiresObjects = requiresFolder, Expected = expected }.VerifyAsync(source, progress, cancellationToken);
        }
        catch (ArchivistException e) when (correction is not null && e.Failure is Failure.MediumFailed)
        {
            unreadable = e;
        }
        finally
        {
            if (correction is not null)
                await ((Task)correction).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return new DiscVerdict(image, unreadable, correction is null ? null : await correction) { Boot = await FindBootCertificatesAsync(path, cancellationToken) };
    }

    private static async Task<BootCertificates?> FindBootCertificatesAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var image = await ProtectedImage.OpenAsync(path, cancellationToken);
            if (image.Find(BootCertificates.PathOnDisc) is not { Kind: DiscEntryKind.File, Length: <= BootCertificates.LargestFile } file)
                return null;
            using var content = new MemoryStream();
            await image.OpenFile(file).CopyToAsync(content, cancellationToken);
            return BootCertificates.TryParse(content.GetBuffer().AsSpan(0, (int)content.Length));
        }
        catch (Exception e) when (e is ArchivistException or IOException)
        {
            // That it cannot be read is a finding of its own already.
            return null;
        }
    }

    /// <summary>
    /// The record of a disc that is a set by itself. Its ids follow from what is on it: the same disc built again is the same disc.
    /// </summary>
    private static async Task<CataloguedDisc> DescribeAsync(
        ArchivistSettings settings, DiscTemplate template, FolderStore store, LedgerEntry.SnapshotTaken snapshot, string volume, CancellationToken cancellationToken)
    {
        var repository = Digest.Of(await store.ReadAllAsync(ObjectName.Configuration, 1 << 20, cancellationToken));
        var packs = await store.ListSortedAsync(ObjectKind.Pack, cancellationToken);
        Guid Named(string what)
        {
            // RFC 9562 5.8: version 8, and whatever bits the maker likes.
            Span<byte> bytes = stackalloc byte[Digest.Size];
            Digest.Of(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', [what, repository.ToString(), snapshot.Snapshot, template.Name, volume, .. packs.Select(pack => pack.Name.Id.ToString())]))).WriteTo(bytes);
            bytes[6] = (byte)(0x80 | (bytes[6] & 0x0F));
            bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
            return new Guid(bytes[..16], bigEndian: true);
        }

        return new CataloguedDisc
        {
            Format = CataloguedDisc.CurrentFormat,
            Id = Named("disc"),
            Disk = settings.Disk.Name,
            Repository = repository,
            Set = new DiscSetName(Named("set"), string.Create(CultureInfo.InvariantCulture, $"single-{snapshot.Time:yyyyMMdd'T'HHmmss'Z'}")),
            Kind = DiscKind.Full,
            Volume = 1,
            Of = 1,
            Medium = template.Medium,
            Capacity = template.Capacity,
            Label = volume,
            PlannedAt = snapshot.Time,
            Newest = new SnapshotId(Digest.Parse(snapshot.Snapshot)),
            Packs = [.. packs.Select(pack => new PackId(pack.Name.Id))],
        };
    }

    /// <summary>
    /// The snapshot that a disc is of: the last one that the ledger noted and that is still there, whatever the clocks said. Warns when <c>latest</c>,
    /// which goes by date, is another one.
    /// </summary>
    internal static async Task<LedgerEntry.SnapshotTaken> FindSnapshotAsync(OperationContext context, FolderStore store, ArchiveLedger evidence, CancellationToken cancellationToken)
    {
        var present = (await store.ListSortedAsync(ObjectKind.Snapshot, cancellationToken)).Select(item => item.Name.Id.ToString()).ToHashSet();
        LedgerEntry.SnapshotTaken? latest = null;
        var last = await evidence.FindLastAsync<LedgerEntry.SnapshotTaken>(
            entry =>
            {
                if (!present.Contains(entry.Snapshot))
                    return false;
                latest = latest is null || entry.Time >= latest.Time ? entry : latest;
                return true;
            },
            cancellationToken) ?? throw new ArchivistException(Failure.Usage, $"{store.Location}: the ledger knows no snapshot in it")
            {
                Hint = "Take one with 'archivist snapshot'.",
            };
        if (latest!.Snapshot != last.Snapshot)
            context.Warn(
                $"the disc is of snapshot {last.Snapshot[..8]} ({last.Time:yyyy-MM-dd HH:mm:ss}), the last that the ledger noted; one before it is dated later: 'latest' on the disc may mean {latest.Snapshot[..8]} ({latest.Time:yyyy-MM-dd HH:mm:ss}), so name the one that is meant, such as 'restore {last.Snapshot[..8]}'");
        return last;
    }

    internal static async Task<RecoveryEnvironment> BuildEnvironmentAsync(OperationContext context, CancellationToken cancellationToken)
    {
        var cache = Path.Combine(context.Surroundings.CacheFolder, "archivist");
        return await new RecoveryEnvironmentBuilder().BuildAsync(
            new RecoveryEnvironmentOptions(cache), new Notes(context), cancellationToken);
    }

    private static async Task<(DiscLayout Layout, int Objects)> LayOutAsync(
        ArchivistSettings settings, ArchiveLedger evidence, DiscTemplate template, FolderStore store, LedgerEntry.SnapshotTaken snapshot,
        string volume, RecoveryEnvironment? environment, (CataloguedDisc Own, IReadOnlyList<CataloguedDisc> Others) records, CancellationToken cancellationToken)
    {
        var time = snapshot.Time;
        var page = new DiscPage
        {
            Disk = settings.Disk.Name,
            Snapshot = snapshot.Snapshot,
            Taken = time,
            Files = snapshot.Files,
            Bytes = snapshot.Bytes,
            Volume = volume,
            RepositoryFolder = template.RepositoryFolder,
            LedgerFolder = template.LedgerFolder ?? "ledger",
            Version = Product.Version,
        }.Render(await File.ReadAllTextAsync(template.Page, cancellationToken), template.Page);

        List<DiscFile> files = [new("README.txt", new BytesContent(System.Text.Encoding.ASCII.GetBytes(page)), time)];
        files.AddRange(environment?.Files.Select(file => new DiscFile(file.PathOnDisc, new FileContent(file.LocalPath), time)) ?? []);
        if (template.LedgerFolder is { } ledger)
        {
            await evidence.OpenAsync(cancellationToken);
            files.AddRange(Directory.EnumerateFiles(evidence.Folder, "*", SearchOption.AllDirectories)
                .Where(path => !Path.GetFileName(path).StartsWith('.'))
                .Order(StringComparer.Ordinal)
                .Select(path => new DiscFile($"{ledger}/{Path.GetRelativePath(evidence.Folder, path)}", new FileContent(path), time)));
        }

        files.Add(new DiscFile(DiscRecordFile.PathOnDisc, new BytesContent(DiscRecordFile.Write(records.Own)), time));
        files.AddRange(records.Others.Select(disc =>
            new DiscFile($"{DiscRecordFile.FolderOnDisc}/{disc.Id:D}.json", new BytesContent(DiscRecordFile.Write(disc.AsPlanned())), time)));

        // The small files that open the repository lie in front of the packs: a drive seeks less.
        List<ObjectName> names = [ObjectName.Configuration];
        foreach (var kind in new[] { ObjectKind.Key, ObjectKind.Index, ObjectKind.Snapshot, ObjectKind.Pack })
            names.AddRange((await store.ListSortedAsync(kind, cancellationToken)).Select(item => item.Name));
        files.AddRange(names.Select(name => new DiscFile($"{template.RepositoryFolder}/{RepositoryLayout.PathOf(name)}", store.ContentOf(name), time)));
        var layout = new DiscLayout
        {
            VolumeIdentifier = volume,
            CreatedAt = time,
            Files = files,
            Format = template.Format,
            ApplicationIdentifier = Product.NameAndVersion.ToUpperInvariant(),
            Boot = environment is null ? null : new BootSetup
            {
                BiosImagePath = environment.BiosImagePath,
                EfiImagePath = environment.EfiImagePath,
                MasterBootCode = environment.MasterBootCode,
            },
        };
        // The configuration has no id of its own, so it is none of the objects that are checked against their names.
        return (layout, names.Count - 1);
    }

    internal static async Task<MasteredImage> MasterAsync(
        OperationContext context, DiscLayout layout, ImagePlan plan, Rs03Layout? correction, ImageTarget target, CancellationToken cancellationToken)
    {
        var progress = context.Progress(Work.BuildingImage, plan.Length);
        DurableFile.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(target.Path))!);
        using var file = OutputFile.Create(target.Path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        MasteredImage image;
        try
        {
            image = await new ImageMaster { Hash = hash }.WriteAsync(layout, file.Stream, progress, cancellationToken);
            if (correction is not null)
                await Rs03Encoder.ProtectAsync(file.Handle, target.Path, correction, hash, context.Progress(Work.Protecting, correction.TotalBytes), cancellationToken);
        }
        catch (ArchivistException e) when (e.Failure is Failure.NoSpace)
        {
            throw NoRoom(target.Path, correction?.TotalBytes ?? plan.Length, e);
        }

        await target.PublishAsync(file, cancellationToken);
        return image with { WholeDigest = new Digest(hash.GetHashAndReset()) };
    }

    /// <summary>Names the target and what is lacking; nothing of the image is left.</summary>
    internal static ArchivistException NoRoom(string path, long bytes, ArchivistException cause)
    {
        var free = new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(path))!).AvailableFreeSpace;
        return new ArchivistException(Failure.NoSpace, $"{path}: no space left for an image of {Quantity.Bytes(bytes)}; about {Quantity.Bytes(Math.Max(0, bytes - free))} more would be needed", cause)
        {
            Hint = "Free some space or name another place with --output.",
        };
    }

    /// <summary>Augments an image, in place without <paramref name="copy"/>.</summary>
    internal static async Task ProtectAsync(OperationContext context, string path, string? copy, Rs03Layout layout, bool mayReplace, CancellationToken cancellationToken)
    {
        var progress = context.Progress(Work.Protecting, layout.TotalBytes);
        if (copy is null)
        {
            await Rs03Encoder.ProtectAsync(path, layout, null, progress, cancellationToken);
            return;
        }

        using var file = OutputFile.Create(copy);
        await Rs03Encoder.CopyAsync(path, file.Handle, copy, layout, progress, cancellationToken);
        file.Publish(mayReplace);
    }

    private sealed class Notes(OperationContext context) : IProgress<string>
    {
        public void Report(string value) => context.Note(value);
    }
}
