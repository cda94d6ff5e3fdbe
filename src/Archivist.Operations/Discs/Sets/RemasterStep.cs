using Archivist.Discs.Burning;
using Archivist.Discs.Catalogue;
using Archivist.Discs.Outputs;
using Archivist.Discs.Rescue;
using Archivist.Discs.Sets;
using Archivist.Images.Reading;
using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Replicas.Stores.Folder;

namespace Archivist.Operations.Discs.Sets;

/// <summary>Makes a disc again: by its plan from wherever its objects still are, or from what is left of it.</summary>
internal static class RemasterStep
{
    /// <summary>What was made.</summary>
    /// <param name="From">Where from.</param>
    /// <param name="IsIdentical">It is the image that the catalogue knows, by its hash; null when it knows none.</param>
    /// <param name="Bytes">Its length.</param>
    /// <param name="Sha256">Of the part that the catalogue's hash covers.</param>
    /// <param name="LostSectors">Sectors that are lost.</param>
    internal sealed record Remastered(string From, bool? IsIdentical, long Bytes, string Sha256, long LostSectors);

    /// <summary>
    /// By its plan. Each object comes from the first place that has it whole: the repository, replicas and discs that cost no network, the other replicas, and last
    /// the old disc, when it is among those in <paramref name="places"/>.
    /// </summary>
    internal static async Task<Remastered> BuildAsync(
        OperationContext context, ArchivistSettings settings, CataloguedDisc disc, IReadOnlyList<string> places, string output, bool mayReplace, Bookkeeping entries, CancellationToken cancellationToken)
    {
        OutputPath.RequireFile(output, mayReplace);
        if (!DiscSetFolder.Of(settings, disc.Set.Name).Exists)
            throw new ArchivistException(Failure.Failed, $"{disc.Describe()}: there is no plan to make it again by") { Hint = "Make it from the disc itself with --from." };
        using var work = WorkDirectory.Create(Path.GetDirectoryName(Path.GetFullPath(output))!, Path.GetFileName(output));
        var folder = work.Path;
        var discs = new List<FoundDisc>();
        try
        {
            var sources = await FindSourcesAsync(context, settings, disc, places, discs, cancellationToken);
            BuiltVolume? built = null;
            await DiscSetBuilding.RunAsync(
                context, settings, new ArchiveLedger(settings, context.Clock), disc.Set.Name, disc.Volume, folder, verify: true, mayReplace: false,
                new GatheredObjects(context, sources, Path.Combine(folder, "objects")), volume => built = volume, entries, cancellationToken);
            if (built!.Verdict is { IsGood: false } verdict)
                throw new ArchivistException(Failure.MediumFailed, $"{built.Path}: {verdict.Sentences[0]}") { Hint = "Check the place of the image, and try again." };
            Publish(built.Path, output, mayReplace);
            var from = string.Join(" + ", sources.Where(source => source.Taken > 0).Select(source => source.Name));
            return new Remastered(from, IsIdentical(disc.Image, built.Image.Length, built.Image.Sha256.ToString(), built.Image.WholeDigest?.ToString()), built.TotalBytes, built.Image.Sha256.ToString(), 0);
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
            throw new ArchivistException(Failure.Failed, $"{output}: the image cannot be given its name: {e.Message}", e) { Hint = "Name another file with --output." };
        }
    }

    /// <summary>All places that may have something of a disc, cheapest first.</summary>
    private static async Task<IReadOnlyList<ObjectSource>> FindSourcesAsync(
        OperationContext context, ArchivistSettings settings, CataloguedDisc disc, IReadOnlyList<string> places, List<FoundDisc> discs, CancellationToken cancellationToken)
    {
        List<ObjectSource> near = [new(settings.Disk.Repository, () => context.OpenStore(settings.Disk.Repository))], far = [], last = [];
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
    internal static async Task<Remastered> CorrectAsync(
        OperationContext context, ArchivistSettings settings, CataloguedDisc disc, string from, string output, bool mayReplace, Bookkeeping entries, CancellationToken cancellationToken)
    {
        if (await DiscReadStep.IdentifyAsync(from, cancellationToken) is { } id && id != disc.Id)
            throw new ArchivistException(Failure.Usage, $"{from}: it is disc {id}, not {disc.Id}") { Hint = "Insert the right disc." };
        var order = new DiscReadOrder { Sources = [from], Output = output, Map = output + ".map", Retries = 3, Replaces = mayReplace };
        var result = await DiscReadStep.ReadAsync(context, order, cancellationToken);
        await DiscReadStep.RecordAsync(context, settings, disc, order, result, entries, CancellationToken.None);
        var bytes = new FileInfo(output).Length;
        var covered = Math.Min(bytes, disc.Image?.Bytes ?? result.Layout?.DataBytes ?? bytes);
        using var image = FileImageSource.Open(output);
        var read = await ReadBack.RunAsync(image, bytes, covered, context.Clock, null, cancellationToken);
        if (read is not { Sha256: { } whole, FrontSha256: { } sha256 })
            throw new ArchivistException(Failure.MediumFailed, $"{output}: {read.UnreadableBytes} bytes cannot be read back") { Hint = "Name another place with --output." };
        return new Remastered(
            from, IsIdentical(disc.Image, covered, sha256.ToString(), whole.ToString()), bytes, sha256.ToString(), result.Outcome is DiscReadingOutcome.Damaged ? Math.Max(1, result.LostSectors) : 0);
    }
}
