using System.CommandLine;
using Archivist.App.Cli;
using Archivist.App.Configuration;
using Archivist.Media;
using Archivist.Media.Catalogue;
using Archivist.Media.DiscSets;
using Archivist.Repository;

namespace Archivist.App.Composition;

/// <summary>Opens discs as a repository: images, drives, or folders of images. Needs no settings; with them their catalogue helps.</summary>
internal static class DiscSource
{
    internal static async Task<(DiscSet Discs, OpenRepository Repository)> UnlockAsync(
        ParseResult parsed, IReadOnlyList<string> places, TimeSpan? wait, CancellationToken cancellationToken)
    {
        var context = CommandContext.Current;
        var settings = await FindSettingsAsync(parsed, cancellationToken);
        List<IDiscDrive> drives = [.. places.SelectMany<string, IDiscDrive>(place => PartFolder.IsOne(place) ? [new PartFolder(place)] : FindImages(place).Select(path => new DiscDrive(path)))];
        if (drives.Count == 0)
            throw new ArchivistException(Failure.Usage, $"{string.Join(", ", places)}: there is no image") { Hint = "Name drives, images, or a folder with images whose names end in .iso." };
        var takesKeys = !Console.IsInputRedirected && !context.Output.IsJson;
        var known = settings is null ? [] : await new DiscCatalogue(settings.Catalogue.Path).ListAsync(cancellationToken);
        var discs = await DiscSet.OpenAsync(
            drives, new TerminalDiscs(context.Output, context.Clock, wait ?? (takesKeys ? null : TimeSpan.Zero), takesKeys), known, cancellationToken);
        try
        {
            var found = await SealedRepository.FindAsync(discs, cancellationToken);
            return (discs, await found.UnlockAsync(await Session.ReadPasswordAsync(parsed, settings, cancellationToken), cancellationToken));
        }
        catch
        {
            discs.Dispose();
            throw;
        }
    }

    /// <summary>The images in a folder, or the image or drive itself.</summary>
    internal static IEnumerable<string> FindImages(string place) => Directory.Exists(place) ? Directory.EnumerateFiles(place, "*.iso").Order(StringComparer.Ordinal) : [place];

    /// <summary>Opens one disc; what cannot be read, or is no disc of a repository, is told and left out.</summary>
    internal static async Task<FoundDisc?> TryOpenAsync(CommandContext context, string path, CancellationToken cancellationToken)
    {
        try
        {
            return await FoundDisc.OpenAsync(await DiscImage.OpenAsync(path, cancellationToken), cancellationToken);
        }
        catch (Exception cause) when (cause is IOException or ArchivistException { Failure: Failure.MediumFailed or Failure.RepositoryMissing })
        {
            context.Output.Warn($"{path}: it is left out: {cause.Message}");
            return null;
        }
    }

    /// <summary>On the day, the settings may be on the disc that is to be restored.</summary>
    private static async Task<ArchivistSettings?> FindSettingsAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(CommonOptions.Configuration) is null)
        {
            try
            {
                SettingsReader.Find(null, SettingsEnvironment.OfProcess());
            }
            catch (ArchivistException)
            {
                return null;
            }
        }

        return await Session.ReadSettingsAsync(parsed, cancellationToken);
    }
}
