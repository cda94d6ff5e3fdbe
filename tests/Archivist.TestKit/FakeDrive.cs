using Archivist.Discs.Burning;
using Archivist.Images.Model;
using Archivist.Images.Reading;
using Archivist.Platform.Problems;

namespace Archivist.TestKit;

/// <summary>A drive with a medium that is memory: it can break off, write wrongly, and lose its tray.</summary>
public sealed class FakeDrive : IDiscRecorder
{
    private byte[] _medium = [];
    private bool _isReloaded;

    /// <summary>What is in it.</summary>
    public RecorderMedium Medium { get; set; } = new("DVD+R", MediumState.Blank, 4_700_372_992, "FAKE DRIVE");

    /// <summary>Breaks off after so many bytes; null never.</summary>
    public long? BreaksAt { get; set; }

    /// <summary>Writes this byte wrongly, and does not notice.</summary>
    public long? SpoilsAt { get; set; }

    /// <summary>Sectors that cannot be read afterwards.</summary>
    public HashSet<long> Unreadable { get; } = [];

    /// <summary>Is called before each part is written.</summary>
    public Action<long>? OnWriting { get; set; }

    /// <summary>What was asked of it, in order.</summary>
    public List<string> Calls { get; } = [];

    /// <inheritdoc/>
    public string Location => "fake drive";

    /// <inheritdoc/>
    public Task<RecorderMedium> InspectAsync(CancellationToken cancellationToken)
    {
        Calls.Add("inspect");
        return Task.FromResult(Medium);
    }

    /// <inheritdoc/>
    public async Task WriteAsync(BurnOrder order, RecorderMedium medium, IProgress<BurnProgress>? progress, CancellationToken cancellationToken)
    {
        Calls.Add(order.IsSimulation ? "simulate" : "write");
        var image = await File.ReadAllBytesAsync(order.ImagePath, CancellationToken.None);
        _isReloaded = false;
        if (order.IsSimulation)
            return;
        Medium = Medium with { State = MediumState.Closed };
        _medium = new byte[image.Length];
        for (var offset = 0; offset < image.Length; offset += 32 * Sector.Size)
        {
            OnWriting?.Invoke(offset);
            cancellationToken.ThrowIfCancellationRequested();
            if (offset >= BreaksAt)
                throw TestProblem.Of(Failure.MediumFailed, "fake drive: write error");
            image.AsSpan(offset, Math.Min(32 * Sector.Size, image.Length - offset)).CopyTo(_medium.AsSpan(offset));
            progress?.Report(new BurnProgress(BurnStage.Writing, offset, order.Length));
        }

        if (SpoilsAt is { } spoiled)
            _medium[spoiled] ^= 1;
    }

    /// <inheritdoc/>
    public Task ReloadAsync(IProgress<BurnProgress>? progress, CancellationToken cancellationToken)
    {
        Calls.Add("reload");
        _isReloaded = true;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public IImageSource OpenMedium()
    {
        Calls.Add("read");
        // As on real drives: before it is loaded again nobody knows how long the disc is.
        return new Disc(_isReloaded ? _medium : [], Unreadable);
    }

    /// <inheritdoc/>
    public Task EjectAsync(CancellationToken cancellationToken)
    {
        Calls.Add("eject");
        return Task.CompletedTask;
    }

    private sealed class Disc(byte[] bytes, HashSet<long> unreadable) : IImageSource
    {
        public string Location => "fake disc";

        public long Length => bytes.Length;

        public int Read(long offset, Span<byte> buffer)
        {
            var count = (int)Math.Min(buffer.Length, Math.Max(0, bytes.Length - offset));
            for (var sector = offset / Sector.Size; sector * Sector.Size < offset + count; sector++)
            {
                if (unreadable.Contains(sector))
                    throw new IOException($"sector {sector}: unrecovered read error");
            }

            bytes.AsSpan((int)Math.Min(offset, bytes.Length), count).CopyTo(buffer);
            return count;
        }

        public void Dispose()
        {
        }
    }
}
