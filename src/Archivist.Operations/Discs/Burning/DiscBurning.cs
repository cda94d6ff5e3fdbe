using Archivist.Correction.Rs03;
using Archivist.Discs.Building;
using Archivist.Discs.Burning;
using Archivist.Discs.Catalogue;
using Archivist.Evidence;
using Archivist.Images.Model;
using Archivist.Images.Reading;
using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;

namespace Archivist.Operations.Discs.Burning;

/// <summary>Burns an image and enters what became of it into the ledger: as burned only after every byte was read back.</summary>
internal static class DiscBurning
{
    /// <summary>
    /// Reads an image file for the first time, and says what it is. <paramref name="expected"/> is the SHA-256 of all of it, or of what lies in front of its
    /// error correction, as building reports them. Without it the catalogue of <paramref name="settings"/>, if there are any, says what it must be.
    /// </summary>
    internal static async Task<ImageToBurn> ReadImageAsync(
        OperationContext context, ArchivistSettings? settings, string path, Digest? expected, CancellationToken cancellationToken)
    {
        using var source = FileImageSource.Open(path);
        if (source.Length == 0 || source.Length % Sector.Size != 0)
            throw new ArchivistException(new NotAnImage(path, source.Length));
        if (await ProtectedImage.FindMissingAsync(source, cancellationToken) is > 0 and var missing)
            throw new ArchivistException(new ImageCutShort(path, missing));
        var (volume, disc, length) = await IdentifyAsync(path, source.Length, cancellationToken);
        var progress = new Renamed(Display(context));
        var read = await ReadBack.RunAsync(source, source.Length, length, context.Clock, progress, cancellationToken);
        if (read is not { Sha256: { } whole, FrontSha256: { } data })
            throw new ArchivistException(new ImageUnreadable(path, read.UnreadableBytes));
        if (expected is { } wanted && wanted != whole && wanted != data)
            throw new ArchivistException(new ImageHashDiffers(path, whole, length == source.Length ? null : data, wanted));
        if (expected is null && settings is not null && disc is { } id)
            await CompareAsync(context, settings, id, path, whole, data, cancellationToken);
        return new ImageToBurn(path, source.Length, whole, data, volume, disc);
    }

    /// <summary>An image that is not the one that was built must not go out under its name. What the catalogue does not know it does not judge.</summary>
    private static async Task CompareAsync(OperationContext context, ArchivistSettings settings, Guid id, string path, Digest whole, Digest data, CancellationToken cancellationToken)
    {
        var known = (await FindRecordAsync(context, settings, id, path, cancellationToken))?.Image;
        if (known is null || (known.Sha256 == data.ToString() && (known.WholeSha256 is null || known.WholeSha256 == whole.ToString())))
            return;
        throw new ArchivistException(new ImageNotAsBuilt(path, whole, data, known.WholeSha256 ?? "", known.Sha256));
    }

    private static async Task<CataloguedDisc?> FindRecordAsync(OperationContext context, ArchivistSettings settings, Guid id, string path, CancellationToken cancellationToken)
    {
        try
        {
            return await context.OpenCatalogue(settings).FindAsync(id, cancellationToken);
        }
        catch (ArchivistException cause)
        {
            throw new ArchivistException(new ImageNotComparable(path, cause.Problem), cause);
        }
    }

    /// <summary>Burns, and enters what became of it into ledger and catalogue, when there are settings that say where they are.</summary>
    internal static async Task<BurnResult> RunAsync(
        OperationContext context, ArchivistSettings? settings, IDiscRecorder recorder, BurnOrder order, ImageToBurn image, bool mayOverwrite, Bookkeeping entries, CancellationToken cancellationToken)
    {
        // A stop must not keep ledger and catalogue from saying so.
        var entry = new BurnEntry(result => settings is null || result.Outcome is BurnOutcome.Simulated
            ? Task.CompletedTask
            : RecordAsync(context, settings, recorder, image, result, entries, CancellationToken.None));
        var burn = new Archivist.Discs.Burning.DiscBurn(recorder, context.Clock)
        {
            MayOverwrite = mayOverwrite,
            Stopping = soFar => entry.Begin(soFar),
        };
        var result = await burn.RunAsync(order, image.Sha256, Display(context), cancellationToken);
        await entry.CompleteAsync(result);
        return result;
    }

    private static async Task RecordAsync(
        OperationContext context, ArchivistSettings settings, IDiscRecorder recorder, ImageToBurn image, BurnResult result, Bookkeeping entries, CancellationToken cancellationToken)
    {
        var now = context.Clock.GetUtcNow();
        var isGood = result.Outcome is BurnOutcome.Good;
        await entries.TryAsync(() => new ArchiveLedger(settings, context.Clock).AppendAsync(
            isGood
                ? new LedgerEntry.DiscBurned(
                    now, image.DataSha256.ToString(), image.Length, image.Volume, result.Medium.Kind, Math.Round(result.WriteTime.TotalSeconds, 1), Math.Round(result.ReadBack!.Elapsed.TotalSeconds, 1),
                    image.Sha256.ToString())
                : new LedgerEntry.BurnFailed(now, image.DataSha256.ToString(), image.Volume, result.Medium.Kind, result.IsCoaster, StageOf(result)),
            cancellationToken));
        if (image.Disc is { } id)
            await entries.TryAsync(() => RecordInCatalogueAsync(context, settings, id, (now, isGood), recorder, result, cancellationToken));
    }

    private static async Task RecordInCatalogueAsync(
        OperationContext context, ArchivistSettings settings, Guid id, (DateTimeOffset At, bool IsGood) burn, IDiscRecorder recorder, BurnResult result, CancellationToken cancellationToken)
    {
        var catalogue = context.OpenCatalogue(settings);
        var (now, isGood) = burn;
        try
        {
            var drive = result.Medium.Name ?? recorder.Location;
            await catalogue.RecordBurnAsync(id, new Archivist.Discs.Catalogue.DiscBurn(now, drive, isGood, isGood ? result.Medium.Kind : $"{result.Medium.Kind}, {StageOf(result)}"), cancellationToken);
            if (isGood)
                await catalogue.RecordReadingAsync(id, new DiscReading(now, Operator.Current.Username, drive, DiscReadingOutcome.Good), cancellationToken);
        }
        catch (ArchivistException e) when (e.Failure is Failure.Usage)
        {
            context.Warn(new DiscNotCatalogued(id));
        }
    }

    private static string StageOf(BurnResult result) => result.WasStopped ? "stopped" : result.Outcome is BurnOutcome.WriteFailed ? "write" : "read-back";

    /// <summary>The label and id that an image carries, and how long it is without error correction. An image of others has no id.</summary>
    private static async Task<(string Volume, Guid? Disc, long Length)> IdentifyAsync(string path, long length, CancellationToken cancellationToken)
    {
        try
        {
            using var image = await ProtectedImage.OpenAsync(path, cancellationToken);
            var id = await DiscIdentity.FindAsync(image, path, cancellationToken);
            return (image.VolumeIdentifier, id, image.Length > 0 ? Math.Min(image.Length, length) : length);
        }
        catch (ArchivistException)
        {
            return ("", null, length);
        }
    }

    private static IProgress<BurnProgress> Display(OperationContext context) => context.Progress<BurnProgress>(now =>
        new(WorkOf(now.Stage), null, now.Bytes, now.Length, 0, default) { Speed = now.Speed });

    private static Work WorkOf(BurnStage stage) => stage switch
    {
        BurnStage.Preparing => Work.PreparingBurn,
        BurnStage.Writing => Work.Burning,
        BurnStage.Closing => Work.Closing,
        BurnStage.Reloading => Work.Reloading,
        BurnStage.WaitingForTray => Work.WaitingForTray,
        _ => Work.VerifyingBurn,
    };

    /// <summary>Reading the image is the same work as reading a disc back, but is called something else.</summary>
    private sealed class Renamed(IProgress<BurnProgress> inner) : IProgress<BurnProgress>
    {
        public void Report(BurnProgress value) => inner.Report(value with { Stage = BurnStage.Preparing });
    }
}
