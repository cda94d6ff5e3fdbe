using System.Buffers;

namespace Archivist.Capture.Blocks;

/// <summary>Rented memory with several users, given back when the last one is done. Thread-safe but for <see cref="Memory"/>'s bytes.</summary>
internal sealed class SharedBuffer(int length)
{
    private readonly byte[] _array = ArrayPool<byte>.Shared.Rent(length);
    private int _users = 1;

    internal Memory<byte> Memory => _array.AsMemory(0, length);

    /// <summary>A part that is an owner of its own.</summary>
    internal IMemoryOwner<byte> Share(int start, int count)
    {
        Interlocked.Increment(ref _users);
        return new Part(this, start, count);
    }

    /// <summary>Releases one reference: that of the creator, or of one part.</summary>
    internal void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0)
            ArrayPool<byte>.Shared.Return(_array);
    }

    private sealed class Part(SharedBuffer whole, int start, int count) : IMemoryOwner<byte>
    {
        private SharedBuffer? _whole = whole;

        public Memory<byte> Memory =>
            (_whole ?? throw new ObjectDisposedException(nameof(SharedBuffer)))._array.AsMemory(start, count);

        public void Dispose() => Interlocked.Exchange(ref _whole, null)?.Release();
    }
}
