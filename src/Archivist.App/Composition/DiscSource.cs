using Archivist.Correction.Rs03;
using System.CommandLine;
using Archivist.App.Cli;
using Archivist.App.Configuration;
using Archivist.Discs.Catalogue;
using Archivist.Discs.Sets;
using Archivist.Images.Reading;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Replicas.Stores;
using Archivist.Repository.Opening;
using Archivist.Repository.Stores;

namespace Archivist.App.Composition;

/// <summary>Opens discs as a repository: images, drives, or folders of images. Needs no settings; with them their catalogue helps.</summary>
internal static class DiscSource
{
    /// <summary>Opens the discs and unlocks what is on them. Replicas that settings name, and the repository, are read from where a pack on a disc is damaged or missing.</summary>
    internal static async Task<(DiscSet Discs, OpenRepository Repository, IReadOnlyList<IObjectSource> Copies)> UnlockAsync(
        ParseResult parsed, IReadOnlyList<string> places, TimeSpan? wait, CancellationToken cancellationToken)
    {
        var context = CommandContext.Current;
        var settings = await FindSettingsAsync(parsed, cancellationToken);
        var discs = await OpenAsync(context, settings, places, wait, cancellationToken);
        try
        {
            var found = await SealedRepository.FindAsync(discs, cancellationToken);
            var repository = Session.PassingOver(await found.UnlockAsync(await Session.ReadPasswordAsync(parsed, settings, cancellationToken), cancellationToken));
            var copies = settings is null ? [] : settings.Replicas.Select(replica => (replica.Name, replica.Url)).Append(("repository", settings.Disk.Repository))
                .Select(place => new PacksElsewhere(place.Item1, () => StoreAddress.Open(place.Item2), discs.Repository, context.Output.Warn)).ToList();
            discs.Copies = copies;
            return (discs, copies.Count == 0 ? repository : repository.From(new UnionStore([discs, .. copies])), copies);
        }
        catch
        {
            discs.Dispose();
            throw;
        }
    }

    /// <summary>Opens discs without unlocking anything; those that cannot be read are left out with a warning.</summary>
    /// <param name="context">Where to speak.</param>
    /// <param name="settings">Their catalogue helps; null without any.</param>
    /// <param name="places">Drives, images, and folders of images or with a part of a repository.</param>
    /// <param name="wait">How long a disc is waited for; null for ever where somebody sits at the keyboard, and otherwise not at all.</param>
    /// <param name="cancellationToken">Stops.</param>
    internal static async Task<DiscSet> OpenAsync(CommandContext context, ArchivistSettings? settings, IReadOnlyList<string> places, TimeSpan? wait, CancellationToken cancellationToken)
    {
        List<IDiscDrive> drives = [.. places.SelectMany<string, IDiscDrive>(place => PartFolder.IsOne(place) ? [new PartFolder(place)] : FindImages(place).Select(path => new DiscDrive(path, FileLookup.IsDirectory(place))))];
        if (drives.Count == 0)
            throw new ArchivistException(Failure.Usage, $"{string.Join(", ", places)}: there is no image") { Hint = "Name drives, images, or a folder with images whose names end in .iso." };
        var takesKeys = !Console.IsInputRedirected && !context.Output.IsJson;
        var known = settings is null ? [] : await ListKnownAsync(context, settings, cancellationToken);
        var discs = await DiscSet.OpenAsync(
            drives, new TerminalDiscs(context.Output, context.Clock, wait ?? (takesKeys ? null : TimeSpan.Zero), takesKeys), known, cancellationToken);
        // An empty drive is there for the discs to come.
        foreach (var (place, cause) in discs.LeftOut.Where(left => left.Cause is not null || !DevicePath.IsDevice(left.Place)))
            context.Output.Warn($"{place}: it is left out: {cause ?? "there is nothing in it that can be read"}");
        return discs;
    }

    /// <summary>The catalogue only helps: discs say themselves which ones they are, so one that cannot be read stops no restore.</summary>
    private static async Task<IReadOnlyList<CataloguedDisc>> ListKnownAsync(CommandContext context, ArchivistSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            return await Session.OpenCatalogue(settings).ListAsync(cancellationToken);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            context.Output.Warn($"the catalogue of discs is not used: {cause.Message}");
            return [];
        }
    }

    /// <summary>Shows how far the computation of lost packs is.</summary>
    internal static IProgress<DiscSetProgress> ShowProgress(CommandContext context) => new ProgressDisplay<DiscSetProgress>(
        context.Output, context.Clock, (progress, _) => $"{progress.What}: {Quantity.Bytes(progress.Bytes)}");

    /// <summary>The images in a folder, or the image or drive itself.</summary>
    internal static IEnumerable<string> FindImages(string place) => FileLookup.IsDirectory(place) ? Directory.EnumerateFiles(place, "*.iso").Order(StringComparer.Ordinal) : [place];

    /// <summary>Opens one disc; what cannot be read, or is no disc of a repository, is told and left out.</summary>
    internal static async Task<FoundDisc?> TryOpenAsync(CommandContext context, string path, CancellationToken cancellationToken)
    {
        try
        {
            return await FoundDisc.OpenAsync(await ProtectedImage.OpenAsync(path, cancellationToken), cancellationToken);
        }
        catch (Exception cause) when (cause is IOException or ArchivistException { Failure: Failure.MediumFailed or Failure.RepositoryMissing })
        {
            context.Output.Warn($"{path}: it is left out: {cause.Message}");
            return null;
        }
    }

    /// <summary>On the day, the settings may be on the disc that is to be restored, or damaged: that stops no restore.</summary>
    internal static Task<ArchivistSettings?> FindSettingsAsync(ParseResult parsed, CancellationToken cancellationToken) =>
        Session.FindSettingsAsync(parsed, canDoWithout: true, cancellationToken);
}
