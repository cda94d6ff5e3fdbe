using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;
using System.Runtime.Versioning;
using Archivist.Discs.Problems;
using Archivist.Images.Model;
using Archivist.Images.Reading;
using Archivist.Platform.Problems;

namespace Archivist.Discs.Burning.Imapi;

/// <summary>
/// An optical drive on Windows, written to through IMAPI 2 (IDiscFormat2Data) by source-generated COM. Progress comes from IMAPI's own events.
/// </summary>
public sealed class ImapiRecorder : IDiscRecorder
{
    private const string Client = "Archivist";
    private const double SectorsPerSecondOfCd = 75, SectorsPerSecondOfDvd = 676, SectorsPerSecondOfBd = 2195;

    private static readonly Guid Events = new("2735413C-7F64-5B0F-8F00-5D77AFBE261E");
    private static readonly TimeSpan ReloadPatience = TimeSpan.FromMinutes(15), Pause = TimeSpan.FromMilliseconds(500);

    private readonly IDiscRecorder2 _recorder;
    private readonly IDiscFormat2Data _writer;
    private readonly StrategyBasedComWrappers _wrappers;
    private readonly Func<IImageSource> _open;
    private readonly TimeProvider _clock;

    internal ImapiRecorder(
        string location, IDiscRecorder2 recorder, IDiscFormat2Data writer, StrategyBasedComWrappers wrappers, Func<IImageSource> open, TimeProvider clock)
    {
        Location = location;
        (_recorder, _writer, _wrappers, _open, _clock) = (recorder, writer, wrappers, open, clock);
    }

    /// <inheritdoc/>
    public string Location { get; }

    /// <summary>Opens the drive with that letter, such as <c>E:</c>.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.MediumFailed"/>: no drive of that letter burns (<see cref="NotABurner"/>).</exception>
    [SupportedOSPlatform("windows")]
    public static ImapiRecorder Open(string letter, TimeProvider clock)
    {
        var wrappers = new StrategyBasedComWrappers();
        var name = letter.TrimEnd('\\', ':').ToUpperInvariant() + ":";
        var root = VolumeOf(name + "\\");
        foreach (var id in ImapiDrives.List(wrappers))
        {
            var recorder = ImapiDrives.OpenRecorder(wrappers, id);
            if (string.Equals(recorder.GetVolumeName(), root, StringComparison.OrdinalIgnoreCase))
                return new ImapiRecorder(name, recorder, ImapiDrives.CreateWriter(wrappers), wrappers, () => FileImageSource.Open($@"\\.\{name}"), clock);
        }

        throw new ArchivistException(new NotABurner(name));
    }

    /// <inheritdoc/>
    public Task<RecorderMedium> InspectAsync(CancellationToken cancellationToken) => OnThreadAsync(Inspect);

    /// <inheritdoc/>
    public async Task WriteAsync(BurnOrder order, RecorderMedium medium, IProgress<BurnProgress>? progress, CancellationToken cancellationToken)
    {
        if (order.IsSimulation)
            throw new ArchivistException(new SimulationUnsupported(Failure.Usage, Location, RecorderKind.Imapi));
        await OnThreadAsync(() =>
        {
            Write(order, progress, cancellationToken);
            return true;
        });
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <inheritdoc/>
    public async Task ReloadAsync(IProgress<BurnProgress>? progress, CancellationToken cancellationToken)
    {
        await EjectAsync(cancellationToken);
        if (await OnThreadAsync(_recorder.GetDeviceCanLoadMedia))
        {
            await OnThreadAsync(() =>
            {
                _recorder.CloseTray();
                return true;
            });
        }
        else
        {
            progress?.Report(new BurnProgress(BurnStage.WaitingForTray, 0, 0));
        }

        var startedAt = _clock.GetTimestamp();
        while (!ReadsFirstSector())
        {
            if (_clock.GetElapsedTime(startedAt) > ReloadPatience)
                throw new ArchivistException(new DriveFailed(Location, DriveFault.DiscNotBack));
            await Task.Delay(Pause, _clock, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public IImageSource OpenMedium() => _open();

    /// <inheritdoc/>
    public Task EjectAsync(CancellationToken cancellationToken) => OnThreadAsync(() =>
    {
        _recorder.EjectMedia();
        return true;
    });

    private RecorderMedium Inspect()
    {
        _writer.SetRecorder(_recorder);
        if (!_writer.IsCurrentMediaSupported(_recorder))
            return new RecorderMedium("", MediumState.Missing, null, null);
        var type = _writer.GetCurrentPhysicalMediaType();
        var status = _writer.GetCurrentMediaStatus();
        var state = status.HasFlag(ImapiMediaState.Blank) ? MediumState.Blank
            : status.HasFlag(ImapiMediaState.OverwriteOnly) || status.HasFlag(ImapiMediaState.EraseRequired) ? MediumState.Overwritable
            : MediumState.Closed;
        return new RecorderMedium(NameOf(type), state, (long)_writer.GetTotalSectorsOnMedia() * Sector.Size, $"{_recorder.GetVendorId()} {_recorder.GetProductId()}".Trim());
    }

    private void Write(BurnOrder order, IProgress<BurnProgress>? progress, CancellationToken cancellationToken)
    {
        using var image = FileImageSource.Open(order.ImagePath);
        _writer.SetRecorder(_recorder);
        _writer.SetClientName(Client);
        _writer.SetForceMediaToBeClosed(true);
        if (order.Speed is { } speed)
            _writer.SetWriteSpeed((int)Math.Round(speed * SectorsPerSecond(_writer.GetCurrentPhysicalMediaType())), rotationTypeIsPureCAV: false);
        var point = ((IConnectionPointContainer)_writer).FindConnectionPoint(Events);
        var cookie = point.Advise(new WriteEvents(_writer, _wrappers, order.Length, progress, cancellationToken));
        try
        {
            _writer.Write(new ImageComStream(image, order.Length));
        }
        catch (COMException) when (cancellationToken.IsCancellationRequested)
        {
            // A write that was cancelled ends with an error of its own.
        }
        finally
        {
            point.Unadvise(cookie);
        }
    }

    private bool ReadsFirstSector()
    {
        try
        {
            using var source = _open();
            return source.Read(0, new byte[Sector.Size]) > 0;
        }
        catch (Exception e) when (e is IOException or ArchivistException)
        {
            return false;
        }
    }

    /// <summary>IMAPI's calls last as long as the burn: a thread of their own.</summary>
    private async Task<T> OnThreadAsync<T>(Func<T> call)
    {
        try
        {
            return await Task.Factory.StartNew(call, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        catch (COMException e)
        {
            throw new ArchivistException(new ImapiFailed(Location, e.HResult, Cause.Of(e)), e);
        }
    }

    private static double SectorsPerSecond(ImapiMediaType type) => type switch
    {
        ImapiMediaType.CdR or ImapiMediaType.CdRW => SectorsPerSecondOfCd,
        ImapiMediaType.BdR or ImapiMediaType.BdRE => SectorsPerSecondOfBd,
        _ => SectorsPerSecondOfDvd,
    };

    private static string NameOf(ImapiMediaType type) => type switch
    {
        ImapiMediaType.CdR => "CD-R",
        ImapiMediaType.CdRW => "CD-RW",
        ImapiMediaType.DvdRam => "DVD-RAM",
        ImapiMediaType.DvdPlusR => "DVD+R",
        ImapiMediaType.DvdPlusRW => "DVD+RW",
        ImapiMediaType.DvdPlusRDualLayer => "DVD+R DL",
        ImapiMediaType.DvdDashR => "DVD-R",
        ImapiMediaType.DvdDashRW => "DVD-RW",
        ImapiMediaType.DvdDashRDualLayer => "DVD-R DL",
        ImapiMediaType.DvdPlusRWDualLayer => "DVD+RW DL",
        ImapiMediaType.BdR => "BD-R",
        ImapiMediaType.BdRE => "BD-RE",
        _ => "disc",
    };

    [SupportedOSPlatform("windows")]
    private static string VolumeOf(string root)
    {
        var name = new char[64];
        return WindowsVolumes.TryGetName(root, name) ? new string(name).TrimEnd('\0') : root;
    }
}
