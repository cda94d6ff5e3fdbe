using Archivist.App.Cli;
using Archivist.App.Composition;
using Archivist.Media;
using Archivist.Media.Burning;
using Archivist.Media.Burning.Imapi;
using Archivist.Reports.Ledger;
using Archivist.Repository;

namespace Archivist.App.Steps;

/// <summary>Burns an image and enters what became of it into the ledger: as burned only after every byte was read back.</summary>
internal static class BurnStep
{
    /// <summary>What the address of a device means.</summary>
    internal static IDiscRecorder Open(string device, bool mayBeBuiltIn, TimeProvider clock)
    {
        if (OperatingSystem.IsWindows() && device.Length is 2 or 3 && char.IsAsciiLetter(device[0]) && device[1] == ':')
            return ImapiRecorder.Open(device, clock);
        if (!device.StartsWith("/dev/", StringComparison.Ordinal))
            return new FileRecorder(device);
        var name = Path.GetFileName(File.Exists(device) ? File.ResolveLinkTarget(device, returnFinalTarget: true)?.FullName ?? device : device);
        return name.StartsWith("sr", StringComparison.Ordinal)
            ? new LibburnRecorder(device, clock)
            : new DiskRecorder(device) { MayBeBuiltIn = mayBeBuiltIn };
    }

    /// <summary>The SHA-256 of an image file, which is also read for the first time here.</summary>
    internal static async Task<(Digest Sha256, long Length)> ReadImageAsync(CommandContext context, string path, Digest? expected, CancellationToken cancellationToken)
    {
        using var source = FileImageSource.Open(path);
        if (source.Length == 0 || source.Length % Sector.Size != 0)
            throw new ArchivistException(Failure.MediumFailed, $"{path}: {source.Length} bytes are not whole sectors, so it is no disc image") { Hint = "Give an image that 'archivist disc build' made." };
        var progress = Display(context);
        var read = await ReadBack.RunAsync(source, source.Length, context.Clock, new Renamed(progress), cancellationToken);
        var actual = read.Sha256 ?? throw new ArchivistException(Failure.MediumFailed, $"{path}: {read.UnreadableBytes} bytes cannot be read") { Hint = "Build the image again." };
        return expected is null || expected == actual
            ? (actual, source.Length)
            : throw new ArchivistException(Failure.MediumFailed, $"{path}: has the SHA-256 {actual} instead of {expected}") { Hint = "Build the image again; nothing was burned." };
    }

    internal static async Task<BurnResult> RunAsync(
        CommandContext context, Evidence? evidence, IDiscRecorder recorder, BurnOrder order, Digest sha256, bool mayOverwrite, CancellationToken cancellationToken)
    {
        var result = await new DiscBurn(recorder, context.Clock) { MayOverwrite = mayOverwrite }.RunAsync(order, sha256, Display(context), cancellationToken);
        if (evidence is not null && result.Outcome is not BurnOutcome.Simulated)
        {
            // A stop must not keep the ledger from saying so.
            await evidence.AppendAsync(Entry(context.Clock.GetUtcNow(), order, sha256, await VolumeOfAsync(order.ImagePath), result), CancellationToken.None);
        }

        return result;
    }

    private static LedgerEntry Entry(DateTimeOffset time, BurnOrder order, Digest sha256, string volume, BurnResult result) => result.Outcome is BurnOutcome.Good
        ? new LedgerEntry.DiscBurned(time, sha256.ToString(), order.Length, volume, result.Medium.Kind, Math.Round(result.WriteTime.TotalSeconds, 1), Math.Round(result.ReadBack!.Elapsed.TotalSeconds, 1))
        : new LedgerEntry.BurnFailed(time, sha256.ToString(), volume, result.Medium.Kind, result.IsCoaster, result.WasStopped ? "stopped" : result.Outcome is BurnOutcome.WriteFailed ? "write" : "read-back");

    private static async Task<string> VolumeOfAsync(string path)
    {
        try
        {
            using var image = await DiscImage.OpenAsync(path, CancellationToken.None);
            return image.VolumeIdentifier;
        }
        catch (ArchivistException)
        {
            return "";
        }
    }

    private static ProgressDisplay<BurnProgress> Display(CommandContext context) => new(context.Output, context.Clock, (now, elapsed) => now.Stage switch
    {
        BurnStage.Preparing when now.Bytes > 0 => $"reading the image: {Quantity.Bytes(now.Bytes)} of {Quantity.Bytes(now.Length)}",
        BurnStage.Preparing => "preparing the medium",
        BurnStage.Writing => $"burning: {Quantity.Bytes(now.Bytes)} of {Quantity.Bytes(now.Length)}"
            + (now.Speed is { } speed ? $", {speed:0.0}x" : "") + Quantity.Remaining(now.Bytes, now.Length, elapsed),
        BurnStage.Closing => "closing the disc",
        BurnStage.Reloading => "loading the disc again",
        BurnStage.WaitingForTray => "push the tray in: the disc is to be read back",
        _ => $"reading back: {Quantity.Bytes(now.Bytes)} of {Quantity.Bytes(now.Length)}",
    });

    /// <summary>Reading the image is the same work as reading a disc back, but is called something else.</summary>
    private sealed class Renamed(IProgress<BurnProgress> inner) : IProgress<BurnProgress>
    {
        public void Report(BurnProgress value) => inner.Report(value with { Stage = BurnStage.Preparing });
    }
}
