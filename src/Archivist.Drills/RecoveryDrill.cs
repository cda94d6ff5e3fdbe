using System.Net;
using System.Net.Sockets;
using Archivist.Correction.Rs03;
using Archivist.Drills.Machines;
using Archivist.Drills.Problems;
using Archivist.Images.Reading;
using Archivist.Platform;
using Archivist.Platform.Kernel;
using Archivist.Platform.Problems;
using Archivist.Recovery.Protocol;

namespace Archivist.Drills;

/// <summary>
/// Boots an image with a blank disk and one replica, has everything restored from disc and delta, and judges the result.
/// Every outcome in the machine becomes a result within the time limit.
/// </summary>
public sealed class RecoveryDrill(TimeProvider clock)
{
    /// <summary>Runs one drill. The image is never changed; a flipped byte is flipped in a copy.</summary>
    /// <exception cref="ArchivistException">The machine cannot be started, or the pack to damage is not on the image (<see cref="NeededPackNotOnImage"/>).</exception>
    public async Task<RecoveryDrillResult> RunAsync(
        RecoveryDrillRequest request, IProgress<TimedEvent>? progress, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(request.WorkFolder);
        var image = request.ImagePath;
        var target = Path.Combine(request.WorkFolder, "target.raw");
        var log = Path.Combine(request.WorkFolder, $"console-{request.Firmware.Word}-{request.Fault.Word}.log");
        using var stick = request.Key is DrillKey.Stick(_, var content) ? MemoryFile.Create("archivist-stick", content.Span) : null;
        try
        {
            if (request.Fault is DrillFault.FlippedPackByte)
                image = await CopyWithFlippedByteAsync(request, cancellationToken);
            var options = new VirtualMachineOptions(image, log)
            {
                Firmware = request.Firmware,
                Medium = request.Medium,
                Acceleration = request.Acceleration,
                MemoryMiB = request.MemoryMiB,
                TargetDiskPath = target,
                TargetDiskLength = request.TargetLength,
                StickPath = stick?.Path,
                ReplicaPort = request.Fault switch
                {
                    DrillFault.FlippedPackByte => null,
                    DrillFault.UnreachableReplica => ClosedPort(),
                    _ => request.ReplicaPort,
                },
            };
            var deadlines = new DrillDeadlines { Overall = request.TimeLimit };
            var run = await new MachineDrill(clock).RunAsync(options, OrderFor(request), deadlines, progress, cancellationToken);
            return Weigh(request, run, log);
        }
        finally
        {
            File.Delete(target);
            if (image != request.ImagePath)
                File.Delete(image);
        }
    }

    internal static DrillOrder OrderFor(RecoveryDrillRequest request) => new()
    {
        Passphrase = PassphraseOf(request.Key) is { } text ? request.Fault is DrillFault.WrongPassphrase ? text + "?" : text : null,
        Key = request.Key.Reported,
        Shares = (request.Key as DrillKey.Shares)?.Words,
        Replicas = request.Fault is DrillFault.FlippedPackByte ? [] : [$"http://{VirtualMachine.ReplicaAddress}/"],
        Snapshot = (request.Fault is DrillFault.FlippedPackByte ? request.SnapshotOnDisc : request.Snapshot).ToString(),
        Fault = request.Fault is DrillFault.AlteredByte ? DrillFault.AlteredByte : DrillFault.None,
    };

    private static string? PassphraseOf(DrillKey key) => key switch
    {
        DrillKey.Password(var text) => text,
        DrillKey.Passphrase(var text) => text,
        _ => null,
    };

    /// <summary>What the drill proved; a disc that another key opened proves nothing about the one that it was for.</summary>
    private static Problem Judge(RecoveryDrillRequest request, MachineRun run, bool hasOpened, string log)
    {
        if (run.Verdict is not { } verdict)
            return new DrillInconclusive(run.Explanation!, run.LastStage, log);
        var refused = run.Events.Select(timed => timed.Event).OfType<DrillEvent.KeyRefused>().LastOrDefault();
        return (verdict.Failure, request.Key.Reported) switch
        {
            (Failure.WrongKey, { } key) => new DrillKeyRefused(key, request.Key.Name, refused?.Reason ?? verdict.Message),
            (Failure.None, _) when !hasOpened => new DrillKeyUntried(),
            _ => new DrillVerdict(verdict.Failure, verdict.Message, verdict.Hint),
        };
    }

    internal static RecoveryDrillResult Weigh(RecoveryDrillRequest request, MachineRun run, string log)
    {
        var restored = run.Events.Select(timed => timed.Event).OfType<DrillEvent.Restored>().LastOrDefault();
        var chosen = run.Events.Select(timed => timed.Event).OfType<DrillEvent.SnapshotChosen>().LastOrDefault();
        var opened = run.Events.Select(timed => timed.Event).OfType<DrillEvent.KeyOpened>().LastOrDefault();
        var hasOpened = run.First<DrillEvent.Unlocked>() is not null && opened?.Key == request.Key.Reported;
        return new RecoveryDrillResult
        {
            Problem = Judge(request, run, hasOpened, log),
            HasKeyOpened = hasOpened,
            IdentityKind = hasOpened ? opened?.Kind : null,
            Fault = request.Fault,
            LastStage = run.LastStage,
            ToBoot = run.First<DrillEvent.Booted>()?.SincePowerOn,
            ToFirstFile = run.First<DrillEvent.FirstFile>()?.SincePowerOn,
            ToRestored = run.First<DrillEvent.Restored>()?.SincePowerOn,
            Duration = run.Duration,
            Snapshot = chosen?.Snapshot,
            SnapshotTaken = chosen?.TakenAt,
            Entries = restored?.Files ?? 0,
            Bytes = restored?.Bytes ?? 0,
            BytesFromDisc = restored?.BytesFromDisc ?? 0,
            BytesFromNet = restored?.BytesFromNetwork ?? 0,
            FilesCompared = run.Verdict?.FilesCompared ?? 0,
            Differences = run.Verdict?.Differences ?? 0,
            DifferenceExamples =
            [
                .. run.Events.Select(timed => timed.Event).OfType<DrillEvent.DifferenceFound>().Select(found => $"{found.Path} {found.What}").Distinct(),
            ],
            ConsoleLog = log,
        };
    }

    /// <summary>The copy has no error correction: it would give the byte back, and the drill is about damage that nothing corrects.</summary>
    private static async Task<string> CopyWithFlippedByteAsync(RecoveryDrillRequest request, CancellationToken cancellationToken)
    {
        long offset, length;
        using (var source = CorrectedImageSource.Open(request.ImagePath))
            length = source.Length;
        using (var image = await ProtectedImage.OpenAsync(request.ImagePath, cancellationToken))
        {
            var name = request.NeededByte.Pack.ToString();
            var pack = image.Root.All().FirstOrDefault(entry => entry.Name == name)
                ?? throw new ArchivistException(new NeededPackNotOnImage(request.ImagePath, request.NeededByte.Pack));
            offset = OffsetIn(pack, request.NeededByte.Offset);
        }

        var copy = Path.Combine(request.WorkFolder, "flipped.iso");
        File.Copy(request.ImagePath, copy, overwrite: true);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(copy, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await using var file = new FileStream(copy, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        file.SetLength(length);
        var octet = new byte[1];
        file.Position = offset;
        await file.ReadExactlyAsync(octet, cancellationToken);
        octet[0] ^= 1;
        file.Position = offset;
        await file.WriteAsync(octet, cancellationToken);
        return copy;
    }

    private static long OffsetIn(DiscEntry file, long position)
    {
        foreach (var extent in file.Extents)
        {
            if (position < extent.Length)
                return extent.Offset + position;
            position -= extent.Length;
        }

        throw new ArgumentOutOfRangeException(nameof(position), "The byte lies behind the end of the pack.");
    }

    /// <summary>A loopback port without a listener.</summary>
    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
