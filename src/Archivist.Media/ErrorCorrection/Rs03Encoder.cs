using System.Security.Cryptography;
using Archivist.Media.ErrorCorrection.Kernels;
using Archivist.Platform;
using Archivist.Repository;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Media.ErrorCorrection;

/// <summary>
/// Augments an image with RS03. The image is read once, in slices of all its layers, and what is added is written once: right behind mastering it comes
/// from the page cache. Memory is bounded by slices and processors, not by the image.
/// </summary>
public static class Rs03Encoder
{
    /// <summary>Augments an image file in place; when that fails, the file is what it was before.</summary>
    /// <param name="path">The file.</param>
    /// <param name="layout">What is made of it.</param>
    /// <param name="hash">Has taken in the image, and takes in what is added, in the order of the file; null when nobody wants that.</param>
    /// <param name="progress">Is told how many bytes are done.</param>
    /// <param name="cancellationToken">Ends it between two slices.</param>
    /// <exception cref="ArchivistException">The file cannot be read or written, is no longer as long as the layout says, or space ran out.</exception>
    public static async Task ProtectAsync(string path, Rs03Layout layout, IncrementalHash? hash, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using var image = Open(path, FileMode.Open, FileAccess.ReadWrite);
        if (RandomAccess.GetLength(image) != layout.DataBytes)
            throw new ArchivistException(Failure.Failed, $"{path}: changed while it was protected") { Hint = "Protect it again." };
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

    /// <summary>Writes an augmented copy of an image; when that fails, there is none.</summary>
    /// <inheritdoc cref="ProtectAsync(string, Rs03Layout, IncrementalHash, IProgress{long}?, CancellationToken)"/>
    public static async Task ProtectAsync(string source, string destination, Rs03Layout layout, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using var image = Open(source, FileMode.Open, FileAccess.Read);
        if (RandomAccess.GetLength(image) != layout.DataBytes)
            throw new ArchivistException(Failure.Failed, $"{source}: changed while it was protected") { Hint = "Protect it again." };
        try
        {
            using var copy = Open(destination, FileMode.CreateNew, FileAccess.Write);
            await EncodeAsync(image, copy, layout, null, destination, progress, cancellationToken);
        }
        catch (Exception e) when (e is not ArchivistException { Failure: Failure.Usage })
        {
            File.Delete(destination);
            throw;
        }
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
            // ENOSPC and EDQUOT of Linux, ERROR_DISK_FULL of Windows.
            var full = e.HResult is 28 or 122 or unchecked((int)0x80070070);
            throw new ArchivistException(full ? Failure.NoSpace : Failure.Failed, $"{path}: cannot be protected: {e.Message}", e)
            {
                Hint = full ? $"Free {layout.TotalBytes - layout.DataBytes} bytes or choose another place." : "Check the file and the place of the image.",
            };
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

    private static SafeFileHandle Open(string path, FileMode mode, FileAccess access)
    {
        try
        {
            return File.OpenHandle(path, mode, access, FileShare.Read);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new ArchivistException(mode is FileMode.CreateNew ? Failure.Usage : Failure.MediumFailed, $"{path}: cannot be opened: {e.Message}", e)
            {
                Hint = mode is FileMode.CreateNew ? "Name a file that is not there yet." : "Check the path and the permissions.",
            };
        }
    }
}
