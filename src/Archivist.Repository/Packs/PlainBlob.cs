using System.Buffers;

namespace Archivist.Repository.Packs;

/// <summary>
/// The plaintext of one blob, in rented memory that is given back when it is disposed, alone or with the others of its batch, or in memory that the opener owns. Not
/// thread-safe.
/// </summary>
public sealed class PlainBlob : IMemoryOwner<byte>
{
    /// <summary>Larger ones are the trees of huge directories and disks: the pool would keep their memory for good.</summary>
    private const int LargestRented = 16 << 20;

    private readonly Memory<byte> _memory;
    private readonly bool _isOwn;
    private byte[]? _rented;
    private BlobBlock? _block;
    private bool _isDisposed;

    internal PlainBlob(int length)
    {
        if (length > LargestRented)
        {
            _memory = GC.AllocateUninitializedArray<byte>(length);
            _isOwn = true;
            return;
        }

        _rented = ArrayPool<byte>.Shared.Rent(Math.Max(1, length));
        _memory = _rented.AsMemory(0, length);
    }

    /// <summary>Shares memory with the other blobs of a batch.</summary>
    internal PlainBlob(BlobBlock block, int length) => (_block, _memory) = (block, block.Take(length));

    /// <summary>Borrows memory that stays as it is until this is disposed.</summary>
    internal PlainBlob(Memory<byte> borrowed) => _memory = borrowed;

    /// <summary>The bytes.</summary>
    public Memory<byte> Memory => _isDisposed ? throw new ObjectDisposedException(nameof(PlainBlob)) : _memory;

    internal Span<byte> Writable => Memory.Span;

    /// <inheritdoc/>
    public void Dispose()
    {
        _isDisposed = true;
        if (Interlocked.Exchange(ref _rented, null) is { } array)
            ArrayPool<byte>.Shared.Return(array);
        Interlocked.Exchange(ref _block, null)?.Release();
    }

    /// <summary>The same bytes in memory of their own.</summary>
    internal PlainBlob Detach()
    {
        if (_rented is not null || _isOwn)
            return this;
        var own = new PlainBlob(_memory.Length);
        Memory.CopyTo(own.Memory);
        Dispose();
        return own;
    }
}
