using System.Security.Cryptography;
using Archivist.Images.Model;
using Archivist.Images.Reading;
using Archivist.Repository.Crypto;

namespace Archivist.Discs.Burning;

/// <summary>The result of reading a medium from its first to its last byte.</summary>
/// <param name="Sha256">Of everything; null when something could not be read.</param>
/// <param name="Regions">Part by part, in their order.</param>
public sealed record ReadBack(Digest? Sha256, IReadOnlyList<ReadRegion> Regions)
{
    /// <summary>The SHA-256 of the front that was asked for; null without one, or when something could not be read.</summary>
    public Digest? FrontSha256 { get; private init; }

    private const int RegionCount = 64, BufferSize = 1 << 20;

    /// <summary>Bytes that could not be read.</summary>
    public long UnreadableBytes => Regions.Sum(region => region.UnreadableBytes);

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed => Regions.Aggregate(TimeSpan.Zero, (sum, region) => sum + region.Elapsed);

    /// <summary>The slowest part.</summary>
    public ReadRegion Slowest => Regions.MinBy(region => region.BytesPerSecond)!;

    /// <summary>Reads the first <paramref name="length"/> bytes. Unreadable bytes are counted and skipped.</summary>
    public static Task<ReadBack> RunAsync(
        IImageSource source, long length, TimeProvider clock, IProgress<BurnProgress>? progress, CancellationToken cancellationToken) =>
        RunAsync(source, length, 0, clock, progress, cancellationToken);

    /// <summary>The same, with the hash of the first <paramref name="front"/> bytes besides that of all: 0, for none, to <paramref name="length"/>.</summary>
    public static async Task<ReadBack> RunAsync(
        IImageSource source, long length, long front, TimeProvider clock, IProgress<BurnProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferSize];
        var regions = new List<ReadRegion>(RegionCount);
        Digest? frontSha256 = null;
        var step = (length + RegionCount - 1) / RegionCount / Sector.Size * Sector.Size + Sector.Size;
        for (var start = 0L; start < length; start += step)
        {
            var end = Math.Min(length, start + step);
            var unreadable = 0L;
            var startedAt = clock.GetTimestamp();
            for (var offset = start; offset < end;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var read = await ReadAsync(source, offset, buffer.AsMemory(0, (int)Math.Min(buffer.Length, (offset < front ? Math.Min(front, end) : end) - offset)), cancellationToken);
                if (read == 0)
                {
                    var lost = Math.Min(end - offset, Sector.Size);
                    unreadable += lost;
                    offset += lost;
                    continue;
                }

                hash.AppendData(buffer.AsSpan(0, read));
                offset += read;
                if (offset == front)
                    frontSha256 = new Digest(hash.GetCurrentHash());
                progress?.Report(new BurnProgress(BurnStage.ReadingBack, offset, length));
            }

            regions.Add(new ReadRegion(start, end - start, clock.GetElapsedTime(startedAt), unreadable));
        }

        return regions.Any(region => region.UnreadableBytes > 0)
            ? new ReadBack(null, regions)
            : new ReadBack(new Digest(hash.GetHashAndReset()), regions) { FrontSha256 = frontSha256 };
    }

    /// <summary>Bytes read; none when not even the first sector can be. After a failure sectors are tried one by one.</summary>
    private static async Task<int> ReadAsync(IImageSource source, long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await source.ReadAsync(offset, buffer, cancellationToken);
        }
        catch (IOException) when (buffer.Length > Sector.Size)
        {
            return await ReadAsync(source, offset, buffer[..Sector.Size], cancellationToken);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
