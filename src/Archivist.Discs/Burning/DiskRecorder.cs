using Archivist.Discs.Problems;
using Archivist.Images.Reading;
using Archivist.Platform.Blocks;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;

namespace Archivist.Discs.Burning;

/// <summary>
/// A USB stick or another disk on Linux. Refuses one that is in use, that is a partition, or, unless allowed, one that is built in.
/// </summary>
public sealed class DiskRecorder(string device) : IDiscRecorder
{
    private const uint FlushBuffers = 0x1261, RereadPartitions = 0x125F;
    private const int BufferSize = 4 << 20;

    /// <summary>Whether a disk that is neither removable nor on USB may be written to as well.</summary>
    public bool MayBeBuiltIn { get; init; }

    internal DiskUse Use { get; init; } = new();

    /// <inheritdoc/>
    public string Location => device;

    /// <inheritdoc/>
    public Task<RecorderMedium> InspectAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new DeviceGuard(device) { MayBeBuiltIn = MayBeBuiltIn, Use = Use }.Inspect());

    /// <inheritdoc/>
    public async Task WriteAsync(BurnOrder order, RecorderMedium medium, IProgress<BurnProgress>? progress, CancellationToken cancellationToken)
    {
        if (order.IsSimulation)
            throw new ArchivistException(new SimulationUnsupported(Failure.MediumFailed, device, RecorderKind.Disk));
        using var image = FileImageSource.Open(order.ImagePath);
        using var disk = LinuxDevice.Open(device, forWriting: true, exclusively: true);
        var buffer = new byte[BufferSize];
        for (var offset = 0L; offset < order.Length;)
        {
            var read = await image.ReadAsync(offset, buffer.AsMemory(0, (int)Math.Min(buffer.Length, order.Length - offset)), cancellationToken);
            if (read == 0)
                throw new ArchivistException(new ImageEndsEarly(order.ImagePath, offset));
            await RandomAccess.WriteAsync(disk.Handle, buffer.AsMemory(0, read), offset, cancellationToken);
            offset += read;
            progress?.Report(new BurnProgress(BurnStage.Writing, offset, order.Length));
        }

        progress?.Report(new BurnProgress(BurnStage.Closing, order.Length, order.Length));
        DurableFile.Synchronize(disk.Handle, device);
    }

    /// <inheritdoc/>
    public Task ReloadAsync(IProgress<BurnProgress>? progress, CancellationToken cancellationToken)
    {
        using var disk = LinuxDevice.Open(device, forWriting: true, exclusively: true);
        // From now on reads come from the disk and not from the page cache.
        if (!disk.TryRequest(FlushBuffers, 0))
            throw disk.Failed(DriveFault.BuffersKept);
        disk.TryRequest(RereadPartitions, 0);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public IImageSource OpenMedium() => FileImageSource.Open(device);

    /// <inheritdoc/>
    public Task EjectAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
