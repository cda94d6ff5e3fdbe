using Archivist.Correction.Problems;
using Archivist.Images.Model;
using Archivist.Images.Reading;
using Archivist.Platform.Files;
using Archivist.Platform.Kernel;
using Archivist.Platform.Problems;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Correction.Rs03;

/// <summary>
/// Corrects an augmented image: every missing or wrong sector is rewritten, as far as parity allows. Lost sectors are left unchanged; behind
/// the end of an image that was cut it gets dvdisaster's marker. Running it again is harmless.
/// </summary>
public static class Rs03Repair
{
    /// <summary>Repairs an image file in place.</summary>
    /// <exception cref="ArchivistException">The file cannot be opened or written.</exception>
    public static async Task<Rs03Verdict> RunAsync(
        string path, Rs03Layout layout, SectorSet? unreadable, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using var target = OpenForWriting(path);
        using var source = FileImageSource.Over(target, path);
        return await RunAsync(source, target, layout, unreadable, progress, cancellationToken);
    }

    /// <summary>Repairs what was read of a source into a file that already holds the rest of it.</summary>
    /// <param name="source">What is left of the image; several threads read it at once.</param>
    /// <param name="target">Receives the corrected sectors at their offsets.</param>
    /// <param name="layout">The layout of both.</param>
    /// <param name="unreadable">Sectors that are not to be read at all, or null.</param>
    /// <param name="progress">Receives the number of bytes processed.</param>
    /// <param name="cancellationToken">Ends the repair between two slices.</param>
    /// <exception cref="ArchivistException">
    /// A corrected sector cannot be written (<see cref="ImageNotRepaired"/>): <see cref="Failure.NoSpace"/> or <see cref="Failure.Failed"/>.
    /// </exception>
    public static async Task<Rs03Verdict> RunAsync(
        IImageSource source, SafeFileHandle target, Rs03Layout layout, SectorSet? unreadable, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var before = RandomAccess.GetLength(target);
        void Write(long sector, ReadOnlySpan<byte> bytes)
        {
            try
            {
                RandomAccess.Write(target, bytes, sector * Sector.Size);
            }
            catch (IOException e)
            {
                throw new ArchivistException(new ImageNotRepaired(KernelError.IsNoSpace(e) ? Failure.NoSpace : Failure.Failed, source.Location, Cause.Of(e)), e);
            }
        }

        var verdict = await new Rs03Pass(layout, new SliceReader(source, unreadable), Write).RunAsync(progress, cancellationToken);
        var marker = new byte[Sector.Size];
        SectorMarker.WriteDead(marker);
        foreach (var (first, count) in verdict.Lost.Runs())
        {
            for (var sector = Math.Max(first, before / Sector.Size); sector < first + count; sector++)
                Write(sector, marker);
        }

        DurableFile.Synchronize(target, source.Location);
        return verdict;
    }

    /// <summary>
    /// Copies the readable sectors of a source into an empty file, with dvdisaster's marker for the others, and repairs the copy. Until then the file must have no name.
    /// </summary>
    /// <exception cref="ArchivistException">The copy cannot be written.</exception>
    public static async Task<Rs03Verdict> CopyAsync(
        IImageSource source, SafeFileHandle copy, string destination, Rs03Layout layout, IProgress<long>? copying, IProgress<long>? repairing, CancellationToken cancellationToken)
    {
        await CopyAsync(source, copy, destination, copying, cancellationToken);
        using var copied = FileImageSource.Over(copy, destination);
        return await RunAsync(copied, copy, layout, null, repairing, cancellationToken);
    }

    private static async Task CopyAsync(IImageSource source, SafeFileHandle copy, string destination, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        const int sectors = 512;
        var reader = new SliceReader(source, null);
        var bytes = new byte[sectors * Sector.Size];
        var missing = new bool[sectors];
        try
        {
            for (long first = 0, total = Sector.Count(source.Length); first < total; first += sectors)
            {
                var count = (int)Math.Min(sectors, total - first);
                reader.Read(first, bytes.AsSpan(0, count * Sector.Size), missing.AsSpan(0, count));
                for (var i = 0; i < count; i++)
                {
                    if (missing[i])
                        SectorMarker.WriteDead(bytes.AsSpan(i * Sector.Size, Sector.Size));
                }

                await RandomAccess.WriteAsync(copy, bytes.AsMemory(0, count * Sector.Size), first * Sector.Size, cancellationToken);
                progress?.Report((first + count) * Sector.Size);
            }
        }
        catch (IOException e)
        {
            throw new ArchivistException(new RepairNotWritable(KernelError.IsNoSpace(e) ? Failure.NoSpace : Failure.Failed, destination, Cause.Of(e)), e);
        }
    }

    private static SafeFileHandle OpenForWriting(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new ArchivistException(new ImageNotWritable(path, Cause.Of(e)), e);
        }
    }
}
