using Archivist.Correction.Rs03;
using Archivist.Discs.Outputs;
using Archivist.Discs.Problems;
using Archivist.Images.Model;
using Archivist.Images.Reading;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Discs.Rescue;

/// <summary>Reads a disc from all its sources, merges what they give, and corrects the rest as far as its error correction goes.</summary>
public static class DiscReadOut
{
    /// <summary>What the name of an image ends with until its reading came to its end.</summary>
    public const string Unfinished = ".partial";

    /// <summary>Reads the disc. Cancelling keeps image and map; <see cref="DiscReadOrder.Resumes"/> continues from them.</summary>
    /// <exception cref="ArchivistException">A source cannot be opened or is another disc; the image or the map is there already, or cannot be written.</exception>
    public static async Task<DiscReadResult> RunAsync(
        DiscReadOrder order, TimeProvider clock, IProgress<RescueProgress>? reading, IProgress<long>? correcting, CancellationToken cancellationToken)
    {
        var sources = new List<IImageSource>();
        try
        {
            foreach (var path in order.Sources)
                sources.Add(Open(path, order));
            var map = order.Resumes ? RescueMapFile.Read(order.Map!) : new RescueMap(sources.Max(source => source.Length));
            if (!order.Resumes && order.Map is not null && FileLookup.FindLink(order.Map) is not null)
                throw new ArchivistException(new RescueMapExists(order.Map));
            var working = order.Output is null ? null : WorkingName(order);
            using var image = working is null ? null : OpenImage(working, order);
            var readings = new List<SourceReading>();
            void Save(bool isDone)
            {
                if (image is not null)
                    DurableFile.Synchronize(image, working!);
                if (order.Map is not null)
                    RescueMapFile.Write(map, order.Map, isDone);
            }

            try
            {
                var rescue = new DiscRescue(map, image, clock) { Retries = order.Retries, Progress = reading, Save = () => Save(isDone: false) };
                foreach (var source in sources)
                {
                    readings.Add(await Task.Run(() => rescue.Run(source, cancellationToken), cancellationToken));
                    if (image is not null && source != sources[^1])
                        await ForgetWrongAsync(image, map, cancellationToken);
                    if (map.MissingSectors == 0)
                        break;
                }
            }
            finally
            {
                Save(isDone: false);
            }

            var result = image is null
                ? await LookAsync(order, sources, map, readings, correcting, cancellationToken)
                : await CorrectAsync(working!, image, map, readings, correcting, cancellationToken);
            if (image is not null)
                CutRunOut(image, map, result);
            Save(isDone: true);
            if (working != order.Output)
                Publish(working!, order);
            return result;
        }
        finally
        {
            sources.ForEach(source => source.Dispose());
        }
    }

    /// <summary>An image that has a map of its name beside it was read in part only.</summary>
    private static IImageSource Open(string path, DiscReadOrder order)
    {
        var source = DriveImageSource.Open(path);
        try
        {
            if (DriveImageSource.IsDrive(path))
                return source;
            var beside = (path.EndsWith(Unfinished, StringComparison.Ordinal) ? path[..^Unfinished.Length] : path) + ".map";
            return new PartialImageSource(source, FileLookup.IsFile(beside) && beside != order.Map ? RescueMapFile.Read(beside) : null);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>An image has its name only when reading it came to its end; an earlier one is read on where it is.</summary>
    private static string WorkingName(DiscReadOrder order)
    {
        if (order.Resumes && FileLookup.FindLink(order.Output!) is not null)
        {
            OutputPath.RequireInPlace(order.Output!, mayFollow: false);
            return order.Output!;
        }

        foreach (var source in order.Sources)
            OutputPath.RequireDistinct(order.Output!, source);
        OutputPath.RequireFile(order.Output!, order.Replaces);
        return order.Output + Unfinished;
    }

    private static SafeFileHandle OpenImage(string path, DiscReadOrder order)
    {
        try
        {
            if (order.Replaces && !order.Resumes)
                DurableFile.TryRemoveAbandoned(path);
            return File.OpenHandle(path, order.Resumes ? FileMode.Open : FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new ArchivistException(new RescueImageNotWritable(path, Cause.Of(e), order.Resumes), e);
        }
    }

    private static void Publish(string working, DiscReadOrder order)
    {
        try
        {
            DurableFile.Rename(working, order.Output!, order.Replaces);
            DurableFile.SynchronizeDirectory(Path.GetDirectoryName(Path.GetFullPath(order.Output!))!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArchivistException(new RescueImageNotRenamed(order.Output!, working, Cause.Of(e)), e);
        }
    }

    /// <summary>What a drive counts behind the end of the disc and no drive reads (<see cref="DiscReadResult.RunOutSectors"/>) is no part of the image.</summary>
    private static void CutRunOut(SafeFileHandle image, RescueMap map, DiscReadResult result)
    {
        if (result.RunOutSectors > 0)
            RandomAccess.SetLength(image, (map.Sectors - result.RunOutSectors) * Sector.Size);
    }

    /// <summary>Marks sectors with wrong checksums as bad, so that they are requested from the next source too.</summary>
    private static async Task ForgetWrongAsync(SafeFileHandle image, RescueMap map, CancellationToken cancellationToken)
    {
        using var source = new PartialImageSource(FileImageSource.Over(image, "image"), map);
        if (Rs03LayoutFinder.Find(source) is not { } layout)
            return;
        map.Extend(layout.TotalBytes);
        var verdict = await Rs03Check.RunAsync(source, layout, map.Missing(layout.TotalSectors), null, cancellationToken);
        foreach (var (first, count) in verdict.Wrong.Runs())
            map.Set(first, count, SectorState.NonTried);
    }

    private static async Task<DiscReadResult> CorrectAsync(
        string path, SafeFileHandle image, RescueMap map, List<SourceReading> readings, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        MarkMissing(image, map);
        using var source = new PartialImageSource(FileImageSource.Over(image, path), map);
        if (Rs03LayoutFinder.Find(source) is not { } layout)
            return new DiscReadResult(map, readings, null, null, null) { RunOutSectors = RunOut(map, await ImageExtent.FindAsync(source, cancellationToken)) };
        map.Extend(layout.TotalBytes);
        using var whole = FileImageSource.Over(image, path);
        var verdict = await Rs03Repair.RunAsync(whole, image, layout, map.Missing(layout.TotalSectors), progress, cancellationToken);
        return new DiscReadResult(map, readings, layout, verdict, verdict.Map.WorstErasures) { RunOutSectors = RunOut(map, layout.TotalBytes) };
    }

    /// <summary>
    /// Discs that were written track at once end with two sectors that no drive reads, and drives count blocks of their own behind what was written (MMC-6 4.2.3.6). When all in
    /// front of the end of the disc was read, missing sectors behind it are no damage: returns the number of these sectors.
    /// </summary>
    private static long RunOut(RescueMap map, long? end)
    {
        const long longest = 300;
        if (end is not { } bytes || map.MissingSectors == 0)
            return 0;
        var first = Sector.Count(bytes);
        var isRead = map.Runs().Where(run => run.State is not SectorState.Finished).All(run => run.First >= first);
        return isRead && map.Sectors - first is > 0 and <= longest ? map.Sectors - first : 0;
    }

    /// <summary>Without an image: files are checked through their error correction; in a drive that would seek for days, so only what cannot be read counts.</summary>
    private static async Task<DiscReadResult> LookAsync(
        DiscReadOrder order, List<IImageSource> sources, RescueMap map, List<SourceReading> readings, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        if (sources.Count != 1)
            return new DiscReadResult(map, readings, null, null, null);
        if (Rs03LayoutFinder.Find(sources[0]) is not { } layout)
            return new DiscReadResult(map, readings, null, null, null) { RunOutSectors = RunOut(map, await ImageExtent.FindAsync(sources[0], cancellationToken)) };
        map.Extend(layout.TotalBytes);
        var missing = map.Missing(layout.TotalSectors);
        if (!DriveImageSource.IsDrive(order.Sources[0]))
        {
            var verdict = await Rs03Check.RunAsync(sources[0], layout, missing, progress, cancellationToken);
            return new DiscReadResult(map, readings, layout, verdict, verdict.Map.WorstErasures) { RunOutSectors = RunOut(map, layout.TotalBytes) };
        }

        var rows = new int[layout.SectorsPerLayer];
        foreach (var (first, count) in missing.Runs())
        {
            for (var sector = first; sector < Math.Min(first + count, layout.TotalSectors); sector++)
                rows[sector % layout.SectorsPerLayer]++;
        }

        return new DiscReadResult(map, readings, layout, null, rows.Max()) { RunOutSectors = RunOut(map, layout.TotalBytes) };
    }

    /// <summary>The image says itself which sectors are not there, by dvdisaster's marker.</summary>
    private static void MarkMissing(SafeFileHandle image, RescueMap map)
    {
        var marker = new byte[Sector.Size];
        SectorMarker.WriteDead(marker);
        foreach (var (first, count, _) in map.Runs().Where(run => run.State is not SectorState.Finished))
        {
            for (var sector = first; sector < first + count; sector++)
                RandomAccess.Write(image, marker.AsSpan(0, (int)Math.Min(Sector.Size, map.Length - (sector * Sector.Size))), sector * Sector.Size);
        }
    }
}
