using System.Text;
using Archivist.Capture;
using Archivist.Capture.Capturing;
using Archivist.Correction.Rs03;
using Archivist.Discs.Stores;
using Archivist.Drills;
using Archivist.Drills.Machines;
using Archivist.Evidence;
using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform;
using Archivist.Platform.Problems;
using Archivist.Recovery.Protocol;
using Archivist.Replicas.Stores.Folder;
using Archivist.Replicas.Stores.Wrappers;
using Archivist.Repository.Crypto;
using Archivist.Repository.Opening;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Drilling;

/// <summary>
/// Runs drills: captures what has changed since the disc, and a witness file that certainly has, into an overlay of a
/// replica; serves that on loopback; boots the image, and weighs what comes of it. Neither repository nor replica nor image is changed.
/// </summary>
internal sealed class DrillRunner(OperationContext context, ArchivistSettings settings)
{
    private const string WitnessText = "This file was made after the disc and must come back over the network.\n";

    internal async Task<IReadOnlyList<CompletedDrill>> RunAsync(
        DrillOptions options, IReadOnlyList<(Firmware Firmware, DrillFault Fault)> drills, string logFolder,
        CancellationToken cancellationToken)
    {
        var password = await context.ReadPasswordAsync(settings, cancellationToken);
        using var key = await GivenDrillKey.ReadAsync(context, settings, options.Unlock, password, cancellationToken);
        if (key.Key.Kind is DrillKeyKind.Stick or DrillKeyKind.Shares && drills.Any(drill => drill.Fault is DrillFault.WrongPassphrase))
            throw new ArchivistException(new DrillFaultNeedsPassphrase(key.Key.Kind));
        var work = Directory.CreateTempSubdirectory("archivist-drill-").FullName;
        try
        {
            var onDisc = await FindSnapshotOnDiscAsync(options.ImagePath, password, cancellationToken);
            var overlay = new OverlayStore(ReplicaFor(options.Replica), new FolderStore(Path.Combine(work, "overlay")));
            var repository = await (await SealedRepository.FindAsync(overlay, cancellationToken)).UnlockAsync(password, cancellationToken);
            var indexed = await repository.LoadIndexAsync(cancellationToken);
            var delta = await CaptureDeltaAsync(indexed, onDisc, Path.Combine(work, "witness"), cancellationToken);
            await using var server = await context.Server.ServeAsync(overlay, "127.0.0.1:0", cancellationToken);
            var acceleration = options.Acceleration ?? await ProbeAsync(options.ImagePath, work, cancellationToken);

            var results = new List<CompletedDrill>();
            foreach (var (firmware, fault) in drills)
            {
                context.Note(new Notice.DrillBooting(Path.GetFileName(options.ImagePath), firmware, fault));
                var request = new RecoveryDrillRequest
                {
                    ImagePath = options.ImagePath,
                    Key = key.Key,
                    Snapshot = delta.Snapshot.Id,
                    SnapshotOnDisc = onDisc.Id,
                    NeededByte = await NeededByte.FindAsync(indexed, onDisc, cancellationToken),
                    ReplicaPort = new Uri(server.Address).Port,
                    TargetLength = TargetLength(delta.Totals),
                    WorkFolder = logFolder,
                    Firmware = firmware,
                    Medium = options.Medium,
                    Acceleration = acceleration,
                    MemoryMiB = options.MemoryMiB,
                    TimeLimit = options.TimeLimit,
                    Fault = fault,
                };
                var result = await new RecoveryDrill(context.Clock).RunAsync(request, new Watch(context), cancellationToken);
                // One test of the key, however many machines it opened the disc in.
                var isFirst = result.HasKeyOpened && results.All(earlier => !earlier.Key.HasOpened);
                results.Add(new CompletedDrill(firmware, result, key.Describe(result), isFirst ? await key.FindTestsAsync(context, settings, cancellationToken) : []));
            }

            return results;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>A third more than the content, for the file system's own needs; sparse, so it costs what is written.</summary>
    private static long TargetLength(CaptureTotals totals) =>
        (totals.Bytes * 4 / 3 + (totals.Files + totals.Folders) * 8192 + (512L << 20)) / 4096 * 4096;

    private IObjectStore ReplicaFor(string? name)
    {
        var replica = name is null ? settings.Replicas.FirstOrDefault() : settings.Replicas.First(candidate => candidate.Name == name);
        return context.OpenStore(replica?.Url ?? settings.Archive.Repository);
    }

    private async Task<Snapshot> FindSnapshotOnDiscAsync(string path, ReadOnlyMemory<byte> password, CancellationToken cancellationToken)
    {
        using var image = await ProtectedImage.OpenAsync(path, cancellationToken);
        var found = await SealedRepository.FindAsync(DiscStore.FindOn(image), cancellationToken);
        var repository = await found.UnlockAsync(password, cancellationToken);
        // The machine that is booted knows only what is on the disc, and takes the newest by date.
        await LatestWarning.TellAsync(context, new ArchiveLedger(settings, context.Clock), repository, await repository.ListSnapshotsAsync(cancellationToken), cancellationToken);
        return await repository.FindSnapshotAsync("latest", cancellationToken);
    }

    private async Task<CaptureOutcome> CaptureDeltaAsync(
        IndexedRepository repository, Snapshot onDisc, string witnessFolder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(witnessFolder);
        var witness = new byte[256 * 1024];
        Encoding.ASCII.GetBytes(WitnessText, witness);
        System.Security.Cryptography.RandomNumberGenerator.Fill(witness.AsSpan(WitnessText.Length));
        await using (var file = new FileStream(Path.Combine(witnessFolder, "made-after-the-disc"), FileMode.Create, FileAccess.Write))
            await file.WriteAsync(witness, cancellationToken);
        var (selection, excludes) = await settings.Archive.Selection.ReadAsync(cancellationToken);
        var options = new CaptureOptions
        {
            Sources = [.. settings.Archive.Sources, witnessFolder],
            Selection = selection,
            Excludes = excludes,
            Tags = ["drill"],
            Who = Operator.Current,
            Parent = onDisc,
            ProgramVersion = Product.NameAndVersion,
        };
        return await new SnapshotCapture(repository, options, context.Clock, null).RunAsync(cancellationToken);
    }

    /// <summary>Hardware acceleration is used only where the image's own kernel was seen to run on it.</summary>
    private static async Task<Acceleration> ProbeAsync(string path, string work, CancellationToken cancellationToken)
    {
        using var image = await ProtectedImage.OpenAsync(path, cancellationToken);
        if (image.Find("boot/vmlinuz") is null)
            return Acceleration.Tcg;
        var kernel = Path.Combine(work, "vmlinuz");
        await using (var source = image.OpenFile("boot/vmlinuz"))
        await using (var copy = new FileStream(kernel, FileMode.Create, FileAccess.Write))
            await source.CopyToAsync(copy, cancellationToken);
        return await AccelerationProbe.ChooseAsync(kernel, cancellationToken);
    }

    /// <summary>Enters a drill into the ledger, and that it tested its key.</summary>
    internal static async Task RecordAsync(ArchiveLedger evidence, OperationContext context, string image, CompletedDrill drill, CancellationToken cancellationToken)
    {
        await evidence.AppendAsync(await EntryOfAsync(context, image, drill, cancellationToken), cancellationToken);
        foreach (var test in drill.KeyTests)
            await evidence.AppendAsync(test, cancellationToken);
    }

    /// <summary>The entry for the ledger; reads the image whole for its hash.</summary>
    internal static async Task<LedgerEntry.Drilled> EntryOfAsync(
        OperationContext context, string image, CompletedDrill drill, CancellationToken cancellationToken)
    {
        var (firmware, result, key, _) = drill;
        await using var file = new FileStream(image, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.SequentialScan);
        var hash = await Digest.OfAsync(file, cancellationToken);
        return new LedgerEntry.Drilled(
            context.Clock.GetUtcNow(), hash.ToString(), result.Snapshot ?? "", firmware.Word,
            result.Failure is Failure.None ? "passed" : "failed", result.ToBoot?.TotalSeconds, result.ToRestored?.TotalSeconds,
            result.BytesFromDisc, result.BytesFromNet, result.FilesCompared, result.Differences,
            result.Fault is DrillFault.None ? [] : [result.Fault.Word], key.Unlock, key.Kind, key.Fingerprints, key.HasOpened);
    }

    /// <summary>Passes on what the machine reports; paths of differences are shown at the end.</summary>
    private sealed class Watch(OperationContext context) : IProgress<TimedEvent>
    {
        public void Report(TimedEvent value)
        {
            MachineReport? report = value.Event switch
            {
                DrillEvent.Booted => new MachineReport.Running(),
                DrillEvent.ReplicaAnswered => new MachineReport.ReplicaAnswers(),
                DrillEvent.ReplicaFailed failed => new MachineReport.ReplicaSilent(failed.Reason),
                DrillEvent.KeyOpened opened => new MachineReport.KeyOpened(opened.Key, opened.Name),
                DrillEvent.KeyRefused refused => new MachineReport.KeyRefused(refused.Key, refused.Name, refused.Reason),
                DrillEvent.Unlocked unlocked => new MachineReport.Unlocked(unlocked.Snapshots),
                DrillEvent.FirstFile => new MachineReport.FirstFile(),
                DrillEvent.Restored restored => new MachineReport.Restored(restored.Files, restored.BytesFromDisc, restored.BytesFromNetwork),
                DrillEvent.Verdict verdict => new MachineReport.Ended(verdict.Message),
                _ => null,
            };
            if (report is not null)
                context.Note(new Notice.DrillReported(value.SincePowerOn, report));
        }
    }
}
