using Archivist.Discs.Problems;
using Archivist.Images.Model;
using Archivist.Images.Reading;
using Archivist.Platform.Problems;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Discs.Rescue;

/// <summary>
/// Reads as much of a medium as possible into an image, in an order that spares a worn disc: first in large reads, skipping more and more
/// behind failures, then the edges of what failed, then the rest sector by sector, then bad sectors again from the other end. A second source of the
/// same disc is only asked for what is missing. Unread sectors are not written: the map says which ones the image holds. Not thread-safe.
/// </summary>
/// <param name="map">The sectors read so far; kept up to date.</param>
/// <param name="image">Receives each sector at its place; null to read without writing.</param>
/// <param name="clock">Measures.</param>
public sealed class DiscRescue(RescueMap map, SafeFileHandle? image, TimeProvider clock)
{
    private const int ClusterSectors = 64;

    private const int FirstSkip = 64;

    /// <summary>Sectors that are compared to see whether two sources are the same disc.</summary>
    private const int Samples = 32;

    private readonly byte[] _buffer = new byte[ClusterSectors * Sector.Size];
    private IImageSource _source = null!;
    private RescueStage _stage;
    private long _failedReads;
    private long _nextSave;

    /// <summary>How often sectors that stayed bad are tried again.</summary>
    public int Retries { get; init; } = 1;

    /// <summary>Receives the progress.</summary>
    public IProgress<RescueProgress>? Progress { get; init; }

    /// <summary>Keeps the map; called every half minute, so that a power cut costs no more.</summary>
    public Action? Save { get; init; }

    /// <summary>Reads what the map still misses from one more source. Cancelling keeps everything that was read.</summary>
    /// <exception cref="ArchivistException">It is another disc, or the image cannot be written.</exception>
    public SourceReading Run(IImageSource source, CancellationToken cancellationToken)
    {
        _source = source;
        map.Extend(source.Length);
        RequireSameDisc();
        foreach (var state in new[] { SectorState.Bad, SectorState.NonScraped, SectorState.NonTrimmed })
            map.Replace(state, SectorState.NonTried);
        var (before, startedAt) = (map.FinishedSectors, clock.GetTimestamp());
        _nextSave = startedAt + (30 * clock.TimestampFrequency);
        Copy(skips: true, cancellationToken);
        CopyBackward(cancellationToken);
        Copy(skips: false, cancellationToken);
        Trim(cancellationToken);
        Scrape(cancellationToken);
        for (var pass = 0; pass < Retries && map.Count(SectorState.Bad) > 0; pass++)
            Retry(isBackward: pass % 2 == 0, cancellationToken);
        return new SourceReading(source.Location, map.FinishedSectors - before, map.MissingSectors, clock.GetElapsedTime(startedAt));
    }

    /// <summary>Reads what was not tried from front to back.</summary>
    private void Copy(bool skips, CancellationToken cancellationToken)
    {
        _stage = RescueStage.Copying;
        long skip = FirstSkip;
        for (long at = 0; map.NextRun(SectorState.NonTried, at) is var (first, count);)
        {
            var wanted = (int)Math.Min(ClusterSectors, count);
            var whole = TryRead(first, wanted, cancellationToken);
            at = first + wanted;
            if (whole == wanted)
            {
                skip = FirstSkip;
                continue;
            }

            map.Set(first + whole, wanted - whole, SectorState.NonTrimmed);
            if (!skips)
                continue;
            at += skip;
            skip = Math.Min(skip * 2, Math.Max(FirstSkip, map.Sectors / 64));
        }
    }

    /// <summary>The same from the back, which reaches the far side of what is broken.</summary>
    private void CopyBackward(CancellationToken cancellationToken)
    {
        long skip = FirstSkip;
        for (var before = map.Sectors; map.PreviousRun(SectorState.NonTried, before) is var (start, count);)
        {
            var wanted = (int)Math.Min(ClusterSectors, count);
            var first = start + count - wanted;
            var whole = TryRead(first, wanted, cancellationToken);
            before = first;
            if (whole == wanted)
            {
                skip = FirstSkip;
                continue;
            }

            map.Set(first + whole, wanted - whole, SectorState.NonTrimmed);
            before -= skip;
            skip = Math.Min(skip * 2, Math.Max(FirstSkip, map.Sectors / 64));
        }
    }

    private void Trim(CancellationToken cancellationToken)
    {
        _stage = RescueStage.Trimming;
        while (map.NextRun(SectorState.NonTrimmed, 0) is var (first, count))
        {
            var end = first + count;
            while (first < end && ReadOne(first++, cancellationToken))
            {
            }

            while (end > first && ReadOne(--end, cancellationToken))
            {
            }

            map.Set(first, end - first, SectorState.NonScraped);
        }
    }

    private void Scrape(CancellationToken cancellationToken)
    {
        _stage = RescueStage.Scraping;
        for (long at = 0; map.NextRun(SectorState.NonScraped, at) is var (first, _); at = first)
            ReadOne(first, cancellationToken);
    }

    private void Retry(bool isBackward, CancellationToken cancellationToken)
    {
        _stage = RescueStage.Retrying;
        if (isBackward)
        {
            for (var before = map.Sectors; map.PreviousRun(SectorState.Bad, before) is var (first, count);)
                ReadOne(before = first + count - 1, cancellationToken);
            return;
        }

        for (long at = 0; map.NextRun(SectorState.Bad, at) is var (first, _); at = first + 1)
            ReadOne(first, cancellationToken);
    }

    private bool ReadOne(long sector, CancellationToken cancellationToken)
    {
        if (TryRead(sector, 1, cancellationToken) == 1)
            return true;
        map.Set(sector, 1, SectorState.Bad);
        return false;
    }

    /// <summary>Reads, writes and marks; how many whole sectors came.</summary>
    private int TryRead(long first, int count, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var start = first * Sector.Size;
        var length = (int)Math.Min((long)count * Sector.Size, map.Length - start);
        var read = Fill(start, _buffer.AsSpan(0, length));
        var whole = read == length ? count : read / Sector.Size;
        if (whole < count)
            _failedReads++;
        if (whole > 0)
        {
            Write(_buffer.AsSpan(0, Math.Min(length, whole * Sector.Size)), start);
            map.Set(first, whole, SectorState.Finished);
        }

        if (Progress is not null && (first & 1023) < count)
            Progress.Report(new RescueProgress(_stage, _source.Location, map.FinishedSectors, _failedReads));
        if (clock.GetTimestamp() >= _nextSave)
        {
            Save?.Invoke();
            _nextSave = clock.GetTimestamp() + (30 * clock.TimestampFrequency);
        }

        return whole;
    }

    private int Fill(long start, Span<byte> bytes)
    {
        var filled = 0;
        try
        {
            while (filled < bytes.Length)
            {
                var read = _source.Read(start + filled, bytes[filled..]);
                if (read == 0)
                    break;
                filled += read;
            }
        }
        catch (IOException)
        {
            // What came before the failure counts.
        }

        return filled;
    }

    private void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        if (image is null)
            return;
        try
        {
            RandomAccess.Write(image, bytes, offset);
        }
        catch (IOException e)
        {
            throw new ArchivistException(new RescueImageNotStored(e.HResult == 28 ? Failure.NoSpace : Failure.Failed, Cause.Of(e)), e);
        }
    }

    /// <summary>Two sources that differ in most of what both have are not the same disc; single differences are damage.</summary>
    private void RequireSameDisc()
    {
        var finished = map.FinishedSectors;
        if (image is null || finished == 0)
            return;
        var (step, compared, different) = (Math.Max(1, map.Sectors / Samples), 0, 0);
        var other = new byte[Sector.Size];
        for (long sample = 0; sample < map.Sectors; sample += step)
        {
            if (map.NextRun(SectorState.Finished, sample) is not var (sector, _))
                break;
            var length = (int)Math.Min(Sector.Size, map.Length - (sector * Sector.Size));
            if (RandomAccess.Read(image, other.AsSpan(0, length), sector * Sector.Size) != length || Fill(sector * Sector.Size, _buffer.AsSpan(0, length)) != length)
                continue;
            compared++;
            different += other.AsSpan(0, length).SequenceEqual(_buffer.AsSpan(0, length)) ? 0 : 1;
        }

        if (different * 2 > compared)
        {
            throw new ArchivistException(new OtherDiscThanBefore(_source.Location, different, compared));
        }
    }
}
