using System.Buffers;

namespace Archivist.Replicas.Synchronizing;

/// <summary>
/// The bytes of an object of the window. When it leaves the window meanwhile, the object is read again from the source, hashed from its beginning, and this stream goes on
/// where it was: what it returned before was of the object with that name, too.
/// </summary>
internal sealed class SharedStream(SharedObject shared, SourceContent again) : ContentStream(shared.Item.Length)
{
    private Stream? _source;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_source is not null)
            return await ReadSourceAsync(buffer, cancellationToken);
        if (buffer.Length == 0 || Done == Length)
            return 0;
        if (!shared.TryBorrow(Done, out var bytes))
        {
            await SkipAsync(cancellationToken);
            return await ReadSourceAsync(buffer, cancellationToken);
        }

        try
        {
            var count = Math.Min(buffer.Length, bytes.Length);
            bytes[..count].CopyTo(buffer);
            Done += count;
            return count;
        }
        finally
        {
            shared.Return();
        }
    }

    /// <summary>Writes the bytes where they lie, without copying them.</summary>
    public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
    {
        while (_source is null && Done < Length && shared.TryBorrow(Done, out var bytes))
        {
            try
            {
                await destination.WriteAsync(bytes, cancellationToken);
                Done += bytes.Length;
            }
            finally
            {
                shared.Return();
            }
        }

        if (Done < Length)
            await base.CopyToAsync(destination, bufferSize, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _source?.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask<int> ReadSourceAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var read = await _source!.ReadAsync(buffer, cancellationToken);
        Done += read;
        return read;
    }

    private async Task SkipAsync(CancellationToken cancellationToken)
    {
        _source = again.OpenFromStart();
        var passed = ArrayPool<byte>.Shared.Rent(1 << 17);
        try
        {
            for (var left = Done; left > 0;)
                left -= await _source.ReadAsync(passed.AsMemory(0, (int)Math.Min(passed.Length, left)), cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(passed);
        }
    }
}
