using System.Diagnostics;
using Archivist.Discs.Catalogue;
using Archivist.Discs.Sets;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Replicas.Reading;
using Archivist.Repository.Opening;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Archives;

/// <summary>Opens discs as a repository: images, drives, or directories of images. Needs no settings; with them their catalogue helps.</summary>
internal static class DiscSource
{
    /// <summary>Opens the discs and unlocks what is on them. Replicas that settings name, and the repository, are read from where a pack on a disc is damaged or missing.</summary>
    internal static async Task<(DiscSet Discs, OpenRepository Repository, DiscRestorePath Path)> UnlockAsync(
        Archive archive, IReadOnlyList<string> places, TimeSpan? wait, CancellationToken cancellationToken)
    {
        var context = archive.Context;
        var settings = await archive.FindSettingsAsync(canDoWithout: true, cancellationToken);
        var discs = await OpenAsync(context, settings, places, wait, cancellationToken);
        try
        {
            var found = await SealedRepository.FindAsync(discs, cancellationToken);
            var keyring = KeyringOpening.KeyringOn(discs);
            var repository = context.PassingOver(await found.UnlockAsync(() => keyring, await archive.ReadPasswordAsync(settings, keyring, cancellationToken), cancellationToken));
            var copies = settings is null ? [] : settings.Replicas.Select(replica => (replica.Name, replica.Url)).Append(("repository", settings.Archive.Repository))
                .Select(place => new PacksElsewhere(place.Item1, () => context.OpenStore(place.Item2), discs.Repository, context)).ToList();
            var path = new DiscRestorePath(discs, WithUnion(copies, settings, context.Clock));
            return (discs, copies.Count == 0 ? repository : repository.From(path.Source), path);
        }
        catch
        {
            discs.Dispose();
            throw;
        }
    }

    /// <summary>Puts several copies as one in front of them: each range comes from the copy that gives it first. By themselves they stay, for what the first one gives wrongly.</summary>
    private static IReadOnlyList<IObjectSource> WithUnion(IReadOnlyList<PacksElsewhere> copies, ArchivistSettings? settings, TimeProvider clock) => copies.Count < 2 ? copies :
    [
        new CopyUnion(
            [.. copies.Select(copy => new ReadingCopy(copy.Location, copy) { PricePerGiB = settings?.Replicas.FirstOrDefault(replica => replica.Name == copy.Location)?.PricePerGiB })],
            settings?.Restore.Order ?? ReadingOrder.Fastest, clock),
        .. copies,
    ];

    /// <summary>Opens discs without unlocking anything; those that cannot be read are left out with a warning.</summary>
    /// <param name="context">Where to speak.</param>
    /// <param name="settings">Their catalogue helps; null without any.</param>
    /// <param name="places">Drives, images, and directories of images or with a part of a repository.</param>
    /// <param name="wait">How long a disc is waited for; null: indefinitely on a terminal, otherwise not at all.</param>
    /// <param name="cancellationToken">Stops.</param>
    internal static async Task<DiscSet> OpenAsync(OperationContext context, ArchivistSettings? settings, IReadOnlyList<string> places, TimeSpan? wait, CancellationToken cancellationToken)
    {
        List<IDiscDrive> drives = [.. places.SelectMany<string, IDiscDrive>(place => PartFolder.IsOne(place) ? [new PartFolder(place)] : FindImages(place).Select(path => new DiscDrive(path, FileLookup.IsDirectory(place))))];
        if (drives.Count == 0)
            throw new ArchivistException(new NoImagesAt(places));
        var known = settings is null ? [] : await ListKnownAsync(context, settings, cancellationToken);
        var discs = await DiscSet.OpenAsync(
            drives, context.Events.RequestDiscs(wait), known, cancellationToken);
        // An empty drive is there for the discs to come.
        foreach (var (place, problem) in discs.LeftOut.Where(left => left.Problem is not null || !DevicePath.IsDevice(left.Place)))
            context.Warn(new PlaceLeftOut(place, problem is null ? null : new Cause.Known(problem)));
        return discs;
    }

    /// <summary>The catalogue only helps: discs say themselves which ones they are, so one that cannot be read stops no restore.</summary>
    private static async Task<IReadOnlyList<CataloguedDisc>> ListKnownAsync(OperationContext context, ArchivistSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            return await context.OpenCatalogue(settings).ListAsync(cancellationToken);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            context.Warn(new CatalogueNotUsed(new Cause.Detail(cause.Message)));
            return [];
        }
    }

    /// <summary>Shows how far the computation of lost packs is.</summary>
    internal static IProgress<DiscSetProgress> ShowProgress(OperationContext context) =>
        context.Progress<DiscSetProgress>(progress => new(WorkOf(progress.Step), null, progress.Bytes, null, 0, default));

    private static Work WorkOf(DiscSetStep step) => step switch
    {
        DiscSetStep.CopyingPacks => Work.CopyingPacks,
        DiscSetStep.CopyingRecoverySlices => Work.CopyingRecoverySlices,
        DiscSetStep.CheckingPacks => Work.CheckingPacks,
        DiscSetStep.Computing => Work.ComputingPacks,
        _ => throw new UnreachableException(),
    };

    /// <summary>The images in a directory, or the image or drive itself.</summary>
    internal static IEnumerable<string> FindImages(string place) => FileLookup.IsDirectory(place) ? Directory.EnumerateFiles(place, "*.iso").Order(StringComparer.Ordinal) : [place];

    /// <summary>Opens one disc; what cannot be read, or is no disc of a repository, is reported and left out.</summary>
    internal static async Task<FoundDisc?> TryOpenAsync(OperationContext context, string path, CancellationToken cancellationToken)
    {
        try
        {
            return await FoundDisc.OpenAsync(path, cancellationToken);
        }
        catch (Exception cause) when (cause is IOException or ArchivistException { Failure: Failure.MediumFailed or Failure.RepositoryMissing })
        {
            context.Warn(new PlaceLeftOut(path, Cause.Of(cause)));
            return null;
        }
    }
}
