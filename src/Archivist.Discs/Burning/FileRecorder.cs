using Archivist.Discs.Outputs;
using Archivist.Discs.Problems;
using Archivist.Images.Reading;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;

namespace Archivist.Discs.Burning;

/// <summary>
/// A file on another medium that the image is copied to, to be burned elsewhere. It appears under its name once it is verified.
/// </summary>
public sealed class FileRecorder(string path) : IDiscRecorder
{
    private const int BufferSize = 4 << 20;

    private OutputFile? _copy;
    private bool _replaces;

    /// <inheritdoc/>
    public string Location => path;

    /// <inheritdoc/>
    public Task<RecorderMedium> InspectAsync(CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        try
        {
            if (!FileLookup.IsDirectory(folder))
                throw new ArchivistException(new TargetFolderMissing(folder));
            OutputPath.RequireFile(path, mayReplace: true);
            var room = new DriveInfo(folder).AvailableFreeSpace;
            return Task.FromResult(new RecorderMedium("image file", FileLookup.FindLink(path) is null ? MediumState.Blank : MediumState.Overwritable, room, null));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArchivistException(new TargetUnusable(path, Cause.Of(e)), e);
        }
    }

    /// <inheritdoc/>
    public async Task WriteAsync(BurnOrder order, RecorderMedium medium, IProgress<BurnProgress>? progress, CancellationToken cancellationToken)
    {
        if (order.IsSimulation)
            throw new ArchivistException(new SimulationUnsupported(Failure.Usage, path, RecorderKind.File));
        // What was not there when the medium was looked at is another run's.
        _replaces = medium.State is MediumState.Overwritable;
        _copy = OutputFile.Create(path, order.Length);
        try
        {
            await CopyAsync(_copy, order, progress, cancellationToken);
        }
        catch
        {
            await FinishAsync(isGood: false);
            throw;
        }
    }

    private async Task CopyAsync(OutputFile copy, BurnOrder order, IProgress<BurnProgress>? progress, CancellationToken cancellationToken)
    {
        using var image = FileImageSource.Open(order.ImagePath);
        var buffer = new byte[BufferSize];
        for (var offset = 0L; offset < order.Length;)
        {
            var read = await image.ReadAsync(offset, buffer.AsMemory(0, (int)Math.Min(buffer.Length, order.Length - offset)), cancellationToken);
            if (read == 0)
                throw new ArchivistException(new ImageEndsEarly(order.ImagePath, offset));
            await RandomAccess.WriteAsync(copy.Handle, buffer.AsMemory(0, read), offset, cancellationToken);
            offset += read;
            progress?.Report(new BurnProgress(BurnStage.Writing, offset, order.Length));
        }

        DurableFile.Synchronize(copy.Handle, path);
    }

    /// <inheritdoc/>
    public Task ReloadAsync(IProgress<BurnProgress>? progress, CancellationToken cancellationToken)
    {
        DurableFile.ForgetCached(_copy!.Handle);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public IImageSource OpenMedium() => _copy is { } copy ? FileImageSource.Over(copy.Handle, path) : FileImageSource.Open(path);

    /// <inheritdoc/>
    public Task FinishAsync(bool isGood)
    {
        var copy = _copy;
        _copy = null;
        using (copy)
        {
            if (isGood)
                copy?.Publish(_replaces);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task EjectAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
