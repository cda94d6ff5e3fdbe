using System.Buffers;

namespace Archivist.Capture.Capturing;

/// <summary>Rented memory for one chunk of a file.</summary>
internal sealed class RentedBuffer(int capacity) : IMemoryOwner<byte>
{
    private byte[]? _array = ArrayPool<byte>.Shared.Rent(capacity);

    public Memory<byte> Memory => Array;

    internal byte[] Array => _array ?? throw new ObjectDisposedException(nameof(RentedBuffer));

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _array, null) is { } array)
            ArrayPool<byte>.Shared.Return(array);
    }
}
