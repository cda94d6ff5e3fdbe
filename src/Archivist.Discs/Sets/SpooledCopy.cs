using Archivist.Discs.Problems;
using Archivist.Platform.Problems;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Discs.Sets;

/// <summary>Copies a file of a disc from front to back, passing over what cannot be read.</summary>
internal static class SpooledCopy
{
    private const int Length = 1 << 20;

    /// <summary>The number of bytes given up at a time around an unreadable place: an error correction block of a DVD.</summary>
    private const int ShortLength = 32 << 10;

    internal static async Task RunAsync(Stream source, long length, SafeFileHandle target, long offset, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var buffer = new byte[Length];
        for (long at = 0; at < length;)
        {
            var part = buffer.AsMemory(0, (int)Math.Min(Length, length - at));
            if (!await TryReadAsync(source, at, part, cancellationToken))
            {
                for (var done = 0; done < part.Length; done += ShortLength)
                {
                    var piece = part.Slice(done, Math.Min(ShortLength, part.Length - done));
                    if (!await TryReadAsync(source, at + done, piece, cancellationToken))
                        piece.Span.Clear();
                }
            }

            await WriteAsync(target, part, offset + at, cancellationToken);
            at += part.Length;
            progress?.Report(part.Length);
        }
    }

    private static async Task<bool> TryReadAsync(Stream source, long at, Memory<byte> part, CancellationToken cancellationToken)
    {
        try
        {
            source.Position = at;
            await source.ReadExactlyAsync(part, cancellationToken);
            return true;
        }
        catch (Exception cause) when (cause is IOException or ArchivistException { Failure: Failure.MediumFailed })
        {
            return false;
        }
    }

    private static async Task WriteAsync(SafeFileHandle target, ReadOnlyMemory<byte> part, long offset, CancellationToken cancellationToken)
    {
        const int NoSpace = 28;
        try
        {
            await RandomAccess.WriteAsync(target, part, offset, cancellationToken);
        }
        catch (IOException cause) when (cause.HResult == NoSpace)
        {
            throw new ArchivistException(new NoSpaceForPacks(), cause);
        }
    }
}
