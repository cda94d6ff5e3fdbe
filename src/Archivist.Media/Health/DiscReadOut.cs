using Archivist.Media.ErrorCorrection;
using Archivist.Platform;
using Archivist.Repository;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Media.Health;

/// <summary>Reads a disc from all its sources, merges what they give, and corrects the rest as far as its error correction goes.</summary>
public static class DiscReadOut
{
    /// <summary>Reads. Cancelling keeps image and map, and reading goes on with <see cref="DiscReadOrder.Resumes"/>.</summary>
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
            if (!order.Resumes && order.Map is not null && File.Exists(order.Map))
                throw new ArchivistException(Failure.Usage, $"{order.Map}: the map is there already") { Hint = "Go on with it with --resume, or remove it." };
            using var image = order.Output is null ? null : OpenImage(order.Output, order.Resumes);
            var readings = new List<SourceReading>();
            void Save(bool isDone)
            {
                if (image is not null)
                    DurableFile.Synchronize(image, order.Output!);
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
                        await ForgetWrongAsync(order.Output!, map, cancellationToken);
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
                : await CorrectAsync(order.Output!, image, map, readings, correcting, cancellationToken);
            Save(isDone: true);
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
            var beside = path + ".map";
            return new PartialImageSource(source, File.Exists(beside) && beside != order.Map ? RescueMapFile.Read(beside) : null);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    private static SafeFileHandle OpenImage(string path, bool resumes)
    {
        try
        {
            return File.OpenHandle(path, resumes ? FileMode.Open : FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new ArchivistException(Failure.Usage, $"{path}: the image cannot be written: {e.Message}", e)
            {
                Hint = resumes ? "Leave out --resume to begin anew." : "Name a file that is not there yet, or go on with it with --resume.",
            };
        }
    }

    /// <summary>What was read and is wrong by its checksum is wanted from the next source as well.</summary>
    private static async Task ForgetWrongAsync(string path, RescueMap map, CancellationToken cancellationToken)
    {
        using var source = new PartialImageSource(FileImageSource.Open(path), map);
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
        using var source = new PartialImageSource(FileImageSource.Open(path), map);
        if (Rs03LayoutFinder.Find(source) is not { } layout)
            return new DiscReadResult(map, readings, null, null, null);
        map.Extend(layout.TotalBytes);
        using var whole = FileImageSource.Open(path);
        var verdict = await Rs03Repair.RunAsync(whole, image, layout, map.Missing(layout.TotalSectors), progress, cancellationToken);
        return new DiscReadResult(map, readings, layout, verdict, verdict.Map.WorstErasures);
    }

    /// <summary>Without an image: files are checked through their error correction; in a drive that would seek for days, so only what cannot be read counts.</summary>
    private static async Task<DiscReadResult> LookAsync(
        DiscReadOrder order, List<IImageSource> sources, RescueMap map, List<SourceReading> readings, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        if (sources.Count != 1)
            return new DiscReadResult(map, readings, null, null, null);
        if (Rs03LayoutFinder.Find(sources[0]) is not { } layout)
            return new DiscReadResult(map, readings, null, null, null);
        map.Extend(layout.TotalBytes);
        var missing = map.Missing(layout.TotalSectors);
        if (!DriveImageSource.IsDrive(order.Sources[0]))
        {
            var verdict = await Rs03Check.RunAsync(sources[0], layout, missing, progress, cancellationToken);
            return new DiscReadResult(map, readings, layout, verdict, verdict.Map.WorstErasures);
        }

        var rows = new int[layout.SectorsPerLayer];
        foreach (var (first, count) in missing.Runs())
        {
            for (var sector = first; sector < Math.Min(first + count, layout.TotalSectors); sector++)
                rows[sector % layout.SectorsPerLayer]++;
        }

        return new DiscReadResult(map, readings, layout, null, rows.Max());
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
