using System.Buffers;

namespace Archivist.Repository;

/// <summary>The plaintext of one blob in rented memory, cleared and given back when disposed. Not thread-safe.</summary>
public sealed class PlainBlob : IMemoryOwner<byte>
{
    private readonly int _length;
    private byte[]? _array;

    internal PlainBlob(int length)
    {
        _length = length;
        _array = ArrayPool<byte>.Shared.Rent(Math.Max(1, length));
    }

    /// <summary>The bytes.</summary>
    public Memory<byte> Memory => Array.AsMemory(0, _length);

    internal Span<byte> Writable => Array.AsSpan(0, _length);

    private byte[] Array => _array ?? throw new ObjectDisposedException(nameof(PlainBlob));

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _array, null) is not { } array)
            return;
        array.AsSpan(0, _length).Clear();
        ArrayPool<byte>.Shared.Return(array);
    }
}
