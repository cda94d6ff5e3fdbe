using Archivist.Discs.Problems;
using Archivist.Images.Model;
using Archivist.Images.Reading;
using Archivist.Platform.Problems;

namespace Archivist.Discs.Burning;

/// <summary>The tray of an optical drive on Linux, by the requests of linux/cdrom.h.</summary>
internal sealed class OpticalDrive(string device, TimeProvider clock)
{
    private const uint Eject = 0x5309, CloseTray = 0x5319, DriveStatus = 0x5326, LockDoor = 0x5329;
    private const int NoDisc = 1, TrayOpen = 2, NotReady = 3, DiscOk = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60), HandPatience = TimeSpan.FromMinutes(15), Pause = TimeSpan.FromMilliseconds(500);

    internal async Task EjectAsync(CancellationToken cancellationToken)
    {
        using var drive = LinuxDevice.Open(device, forWriting: false, exclusively: false);
        drive.TryRequest(LockDoor, 0);
        if (!drive.TryRequest(Eject, 0))
            throw drive.Failed(DriveFault.TrayStuck);
        await Task.Delay(Pause, clock, cancellationToken);
    }

    /// <summary>Ejects and loads the disc. Slim drives have no motor: the operator has a quarter of an hour to push the tray in.</summary>
    internal async Task ReloadAsync(IProgress<BurnProgress>? progress, CancellationToken cancellationToken)
    {
        await EjectAsync(cancellationToken);
        using var drive = LinuxDevice.Open(device, forWriting: false, exclusively: false);
        drive.TryRequest(CloseTray, 0);
        var startedAt = clock.GetTimestamp();
        var isWaitReported = false;
        while (true)
        {
            var status = drive.Request(DriveStatus, 0);
            if (status == DiscOk && ReadsFirstSector())
                return;
            var waited = clock.GetElapsedTime(startedAt);
            if (status == TrayOpen && waited > TimeSpan.FromSeconds(5) && !isWaitReported)
            {
                isWaitReported = true;
                progress?.Report(new BurnProgress(BurnStage.WaitingForTray, 0, 0));
            }

            if (waited > (status == TrayOpen ? HandPatience : Patience))
                throw drive.Failed(status is NoDisc or TrayOpen or NotReady ? DriveFault.DiscNotBack : DriveFault.DiscUnreadable);
            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    /// <summary>The kernel reads the size of a medium when the drive is opened again.</summary>
    private bool ReadsFirstSector()
    {
        try
        {
            using var source = FileImageSource.Open(device);
            return source.Length > 0 && source.Read(0, new byte[Sector.Size]) > 0;
        }
        catch (Exception e) when (e is IOException or ArchivistException)
        {
            return false;
        }
    }
}
