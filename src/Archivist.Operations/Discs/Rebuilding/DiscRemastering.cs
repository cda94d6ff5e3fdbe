using Archivist.Discs.Building;
using Archivist.Discs.Burning;
using Archivist.Discs.Catalogue;
using Archivist.Discs.Outputs;
using Archivist.Discs.Rescue;
using Archivist.Discs.Sets;
using Archivist.Images.Reading;
using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Discs.Building;
using Archivist.Operations.Discs.Planning;
using Archivist.Operations.Discs.Reading;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Replicas.Stores.Folder;

namespace Archivist.Operations.Discs.Rebuilding;

/// <summary>Makes a disc again: by its plan from wherever its objects still are, or from what is left of it.</summary>
internal static class DiscRemastering
{
    /// <summary>
    /// By its plan. Each object comes from the first place that has it whole: the repository, replicas and discs that cost no network, the other replicas, and last
    /// the old disc, when it is among those in <paramref name="places"/>.
    /// </summary>
    internal static async Task<RemasteredDisc> BuildAsync(
        OperationContext context, ArchivistSettings settings, CataloguedDisc disc, IReadOnlyList<string> places, string output, bool mayReplace, Bookkeeping entries, CancellationToken cancellationToken)
    {
        OutputPath.RequireFile(output, mayReplace);
        if (!DiscSetFolder.Of(settings, disc.Set.Name).Exists)
            throw new ArchivistException(new NoPlanOfDisc(disc.Title));
        using var work = WorkDirectory.Create(Path.GetDirectoryName(Path.GetFullPath(output))!, Path.GetFileName(output));
        var folder = work.Path;
        var discs = new List<FoundDisc>();
        try
        {
            var sources = await FindSourcesAsync(context, settings, disc, places, discs, cancellationToken);
            var objects = new GatheredObjects(context, sources, Path.Combine(folder, "objects"));
            var built = (await new DiscBuilder(context, settings, new ArchiveLedger(settings, context.Clock), entries).RunAsync(
                DiscSetFolder.Of(settings, disc.Set.Name), new BuildOptions { Number = disc.Volume, Folder = folder, Verifies = true, Objects = objects }, cancellationToken))[0];
            if (built.Verdict is { IsGood: false } verdict)
                throw new ArchivistException(new BuiltImageDamaged(built.Path, verdict.Problems[0]));
            Publish(built.Path, output, mayReplace);
            var from = string.Join(" + ", sources.Where(source => source.Taken > 0).Select(source => source.Name));
            return new RemasteredDisc(from, IsIdentical(disc.Image, built.Image.Length, built.Image.Sha256.ToString(), built.Image.WholeDigest?.ToString()), built.TotalBytes, built.Image.Sha256.ToString(), 0);
        }
        finally
        {
            foreach (var found in discs)
                found.Dispose();
        }
    }

    private static void Publish(string built, string output, bool mayReplace)
    {
        try
        {
            DurableFile.Rename(built, output, mayReplace);
            DurableFile.SynchronizeDirectory(Path.GetDirectoryName(Path.GetFullPath(output))!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArchivistException(new ImageNotNamed(output, Cause.Of(e)), e);
        }
    }

    /// <summary>All places that may have something of a disc, cheapest first.</summary>
    private static async Task<IReadOnlyList<ObjectSource>> FindSourcesAsync(
        OperationContext context, ArchivistSettings settings, CataloguedDisc disc, IReadOnlyList<string> places, List<FoundDisc> discs, CancellationToken cancellationToken)
    {
        List<ObjectSource> near = [new(settings.Archive.Repository, () => context.OpenStore(settings.Archive.Repository))], far = [], last = [];
        foreach (var replica in settings.Replicas)
        {
            // The address decides, because opening it can fail.
            var isNear = !replica.Url.StartsWith("rest:", StringComparison.Ordinal) && !replica.Url.StartsWith("s3:", StringComparison.Ordinal);
            (isNear ? near : far).Add(new ObjectSource(replica.Name, () => context.OpenStore(replica.Url)));
        }

        foreach (var place in places)
        {
            if (PartFolder.IsOne(place))
            {
                near.Add(new ObjectSource(place, () => new FolderStore(place)));
                continue;
            }

            foreach (var path in DiscSource.FindImages(place))
            {
                if (await DiscSource.TryOpenAsync(context, path, cancellationToken) is not { } found)
                    continue;
                discs.Add(found);
                // Each reading wears the old disc a little more, and it may fail slowly.
                (found.Record?.Id == disc.Id ? last : near).Add(new ObjectSource(path, () => found.Store));
            }
        }

        return [.. near, .. far, .. last];
    }

    /// <summary>Compares with all that the catalogue knows; null when it knows nothing.</summary>
    private static bool? IsIdentical(DiscImageFacts? known, long bytes, string sha256, string? wholeSha256) => known is null
        ? null
        : known.Bytes == bytes && known.Sha256 == sha256 && (known.WholeSha256 is null || wholeSha256 is null || known.WholeSha256 == wholeSha256);

    /// <summary>From what is left: read, corrected, its parity made whole, and compared with the hash that the catalogue has of it.</summary>
    internal static async Task<RemasteredDisc> CorrectAsync(
        OperationContext context, ArchivistSettings settings, CataloguedDisc disc, string from, string output, bool mayReplace, Bookkeeping entries, CancellationToken cancellationToken)
    {
        if (await DiscIdentity.FindAsync(from, cancellationToken) is { } id && id != disc.Id)
            throw new ArchivistException(new OtherDiscInserted(from, id, disc.Id));
        var order = new DiscReadOrder { Sources = [from], Output = output, Map = output + ".map", Retries = 3, Replaces = mayReplace };
        var result = await DiscReadings.ReadAsync(context, order, cancellationToken);
        await DiscReadings.RecordAsync(context, settings, disc, order, result, entries, CancellationToken.None);
        var bytes = new FileInfo(output).Length;
        var covered = Math.Min(bytes, disc.Image?.Bytes ?? result.Layout?.DataBytes ?? bytes);
        using var image = FileImageSource.Open(output);
        var read = await ReadBack.RunAsync(image, bytes, covered, context.Clock, null, cancellationToken);
        if (read is not { Sha256: { } whole, FrontSha256: { } sha256 })
            throw new ArchivistException(new ImageUnreadable(output, read.UnreadableBytes));
        return new RemasteredDisc(
            from, IsIdentical(disc.Image, covered, sha256.ToString(), whole.ToString()), bytes, sha256.ToString(), result.Outcome is DiscReadingOutcome.Damaged ? Math.Max(1, result.LostSectors) : 0);
    }
}
