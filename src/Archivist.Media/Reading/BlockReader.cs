namespace Archivist.Media.Reading;

/// <summary>Reads metadata block by block, with a window that saves most system calls; not for many threads.</summary>
internal sealed class BlockReader(IImageSource source)
{
    private const int WindowBlocks = 32;

    private readonly byte[] _window = new byte[WindowBlocks * Sector.Size];
    private long _windowStart = -1;
    private int _windowLength;

    internal IImageSource Source => source;

    /// <summary>One block; valid until the next call.</summary>
    internal async ValueTask<ReadOnlyMemory<byte>> ReadAsync(long block, string thing, CancellationToken cancellationToken)
    {
        var offset = block * Sector.Size;
        if (_windowStart < 0 || offset < _windowStart || offset + Sector.Size > _windowStart + _windowLength)
        {
            _windowStart = -1;
            _windowLength = await FillWindowAsync(offset, thing, cancellationToken);
            _windowStart = offset;
            if (_windowLength < Sector.Size)
                throw new DamagedImageException(thing, offset, "lies behind the end of the image");
        }

        return _window.AsMemory((int)(offset - _windowStart), Sector.Size);
    }

    /// <summary>Exactly so many bytes; the caller has bounded the length.</summary>
    internal async ValueTask<byte[]> ReadRangeAsync(long offset, int length, string thing, CancellationToken cancellationToken)
    {
        if (offset < 0 || offset + length > source.Length)
            throw new DamagedImageException(thing, offset, "lies behind the end of the image");
        var bytes = new byte[length];
        if (await FillAsync(offset, bytes, thing, cancellationToken) != length)
            throw new DamagedImageException(thing, offset, "lies behind the end of the image");
        return bytes;
    }

    /// <summary>What lies behind the wanted block may be unreadable, as it is at the end of some recorded discs.</summary>
    private async ValueTask<int> FillWindowAsync(long offset, string thing, CancellationToken cancellationToken)
    {
        try
        {
            return await FillAsync(offset, _window, thing, cancellationToken);
        }
        catch (DamagedImageException)
        {
            return await FillAsync(offset, _window.AsMemory(0, Sector.Size), thing, cancellationToken);
        }
    }

    private async ValueTask<int> FillAsync(long offset, Memory<byte> buffer, string thing, CancellationToken cancellationToken)
    {
        var filled = 0;
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
