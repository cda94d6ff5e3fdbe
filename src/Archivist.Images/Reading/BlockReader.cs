using Archivist.Images.Model;

namespace Archivist.Images.Reading;

/// <summary>
/// Reads metadata block by block, with a window that saves most system calls, and only as much as an image of that size can
/// need; not for many threads.
/// </summary>
internal sealed class BlockReader(IImageSource source)
{
    private const int WindowBlocks = 32;

    private readonly byte[] _window = new byte[WindowBlocks * Sector.Size];
    private readonly ReadBudget _budget = new(source.Length);
    private long _windowStart = -1;
    private int _windowLength;

    internal IImageSource Source => source;

    /// <summary>One block of 2048 bytes; valid until the next call.</summary>
    internal ValueTask<ReadOnlyMemory<byte>> ReadAsync(long block, Thing thing, CancellationToken cancellationToken) =>
        ReadAtAsync(block * Sector.Size, Sector.Size, thing, cancellationToken);

    /// <summary>One block of another size, at most 32 KiB; valid until the next call.</summary>
    internal async ValueTask<ReadOnlyMemory<byte>> ReadAtAsync(long offset, int length, Thing thing, CancellationToken cancellationToken)
    {
        _budget.Read(thing, offset);
        if (offset < 0 || offset > source.Length - length)
            throw new DamagedImageException(thing, offset, "lies behind the end of the image");
        if (_windowStart < 0 || offset < _windowStart || offset + length > _windowStart + _windowLength)
        {
            _windowStart = -1;
            _windowLength = await FillWindowAsync(offset, length, thing, cancellationToken);
            _windowStart = offset;
            if (_windowLength < length)
                throw new DamagedImageException(thing, offset, "lies behind the end of the image");
        }

        return _window.AsMemory((int)(offset - _windowStart), length);
    }

    /// <summary>Reads exactly a number of bytes; the caller has bounded it.</summary>
    internal async ValueTask<byte[]> ReadRangeAsync(long offset, int length, Thing thing, CancellationToken cancellationToken)
    {
        _budget.Read(thing, offset);
        if (offset < 0 || offset > source.Length - length)
            throw new DamagedImageException(thing, offset, "lies behind the end of the image");
        var bytes = new byte[length];
        if (await FillAsync(offset, bytes, thing, cancellationToken) != length)
            throw new DamagedImageException(thing, offset, "lies behind the end of the image");
        return bytes;
    }

    /// <summary>What lies behind the wanted block may be unreadable, as it is at the end of some recorded discs.</summary>
    private async ValueTask<int> FillWindowAsync(long offset, int wanted, Thing thing, CancellationToken cancellationToken)
    {
        try
        {
            return await FillAsync(offset, _window, thing, cancellationToken);
        }
        catch (DamagedImageException)
        {
            return await FillAsync(offset, _window.AsMemory(0, wanted), thing, cancellationToken);
        }
    }

    private async ValueTask<int> FillAsync(long offset, Memory<byte> buffer, Thing thing, CancellationToken cancellationToken)
    {
        var filled = 0;
        _budget.Fetch((int)Math.Min(buffer.Length, source.Length - offset), thing, offset);
        try
        {
            while (filled < buffer.Length)
            {
                var read = await source.ReadAsync(offset + filled, buffer[filled..], cancellationToken);
                if (read == 0)
                    break;
                filled += read;
            }
        }
        catch (IOException e)
        {
            throw new DamagedImageException(thing, offset + filled, $"cannot be read: {e.Message}", e);
        }

        return filled;
    }
}
