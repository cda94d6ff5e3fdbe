using System.Security.Cryptography;
using Archivist.Correction.Problems;
using Archivist.Correction.Rs03.Kernels;
using Archivist.Images.Model;
using Archivist.Images.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Kernel;
using Archivist.Platform.Problems;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Correction.Rs03;

/// <summary>
/// Augments an image with RS03. The image is read once, in slices of all its layers, and what is added is written once: right behind mastering it comes
/// from the page cache. Memory is bounded by slices and processors, not by the image.
/// </summary>
public static class Rs03Encoder
{
    /// <summary>
    /// Augments an image file in place; when that fails, the file is what it was before. The header comes first, so that a file of which this was
    /// interrupted by a power cut says so (<see cref="Rs03LayoutFinder"/>), and the image in front of it is never written to.
    /// </summary>
    /// <param name="path">The file; no other process may have it open for this.</param>
    /// <param name="layout">The layout of the augmented image.</param>
    /// <param name="hash">Has taken in the image, and takes in what is added, in the order of the file; null for none.</param>
    /// <param name="progress">Receives the number of bytes processed.</param>
    /// <param name="cancellationToken">Ends it between two slices.</param>
    /// <exception cref="ArchivistException">The file cannot be read or written, is no longer as long as the layout says, or space ran out.</exception>
    public static async Task ProtectAsync(string path, Rs03Layout layout, IncrementalHash? hash, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using var image = Open(path, FileAccess.ReadWrite, FileShare.None);
        await ProtectAsync(image, path, layout, hash, progress, cancellationToken);
    }

    /// <summary>The same with a file that is open for reading and writing already, and stays open.</summary>
    /// <exception cref="ArchivistException">The file cannot be read or written, its length is not the one in the layout, or space ran out.</exception>
    public static async Task ProtectAsync(
        SafeFileHandle image, string path, Rs03Layout layout, IncrementalHash? hash, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        RequireLength(image, path, layout);
        try
        {
            await EncodeAsync(image, image, layout, hash, path, progress, cancellationToken);
        }
        catch
        {
            RandomAccess.SetLength(image, layout.DataBytes);
            throw;
        }
    }

    /// <summary>Writes an augmented copy of an image into a file that is open for writing, and stays open.</summary>
    /// <inheritdoc cref="ProtectAsync(string, Rs03Layout, IncrementalHash, IProgress{long}?, CancellationToken)"/>
    public static async Task CopyAsync(string source, SafeFileHandle copy, string destination, Rs03Layout layout, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using var image = Open(source, FileAccess.Read, FileShare.Read);
        RequireLength(image, source, layout);
        await EncodeAsync(image, copy, layout, null, destination, progress, cancellationToken);
    }

    private static void RequireLength(SafeFileHandle image, string path, Rs03Layout layout)
    {
        if (RandomAccess.GetLength(image) != layout.DataBytes)
            throw new ArchivistException(new ImageChangedMeanwhile(path));
    }

    private static async Task EncodeAsync(
        SafeFileHandle image, SafeFileHandle target, Rs03Layout layout, IncrementalHash? hash, string path, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        try
        {
            var fingerprinted = new byte[Sector.Size];
            if (RandomAccess.Read(image, fingerprinted, (long)Rs03Layout.FingerprintSector * Sector.Size) == 0)
                throw new EndOfStreamException("the image ended");
            var header = new Rs03Header(layout, MD5.HashData(fingerprinted));
            var parity = MatrixProduct.Create(new ReedSolomonCode(layout.Roots).Parity);
            if (ReferenceEquals(image, target))
                WriteHeader(target, header, path);
            RandomAccess.SetLength(target, layout.TotalBytes);
            await Slices.RunAsync(
                layout.SectorsPerLayer,
                () => new SliceEncoder(image, target, header, parity),
                (encoder, first, count) => encoder.Encode(first, count),
                progress,
                cancellationToken);
            // Slices are written all over the file, so what was added is read once more, from the page cache and while the disk is busy with writing it.
            await Task.WhenAll(
                Task.Run(() => DurableFile.Synchronize(target, path), cancellationToken),
                hash is null ? Task.CompletedTask : Task.Run(() => TakeIn(target, layout, hash, cancellationToken), cancellationToken));
        }
        catch (IOException e)
        {
            throw new ArchivistException(
                KernelError.IsNoSpace(e) ? new NoSpaceForCorrection(path, layout.TotalBytes - layout.DataBytes) : new ImageNotProtected(path, Cause.Of(e)), e);
        }
    }

    private static void TakeIn(SafeFileHandle target, Rs03Layout layout, IncrementalHash hash, CancellationToken cancellationToken)
    {
        var buffer = new byte[1 << 20];
        for (var at = layout.DataBytes; at < layout.TotalBytes;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var read = RandomAccess.Read(target, buffer, at);
            if (read == 0)
                throw new EndOfStreamException("the image ended");
            hash.AppendData(buffer.AsSpan(0, read));
            at += read;
        }
    }

    private static void WriteHeader(SafeFileHandle target, Rs03Header header, string path)
    {
        var bytes = new byte[Rs03Header.Size];
        header.WriteTo(bytes);
        RandomAccess.Write(target, bytes, header.Layout.DataSectors * Sector.Size);
        DurableFile.Synchronize(target, path);
    }

    private static SafeFileHandle Open(string path, FileAccess access, FileShare share)
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, access, share);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new ArchivistException(new ImageNotOpened(path, Cause.Of(e)), e);
        }
    }
}
