using Archivist.Repository.Ids;
using Archivist.Repository.Writing;

namespace Archivist.Capture.Capturing;

/// <summary>The contents of several small files in one buffer: the writer takes them together, which is much cheaper than one by one.</summary>
internal sealed class PieceGroup(int capacity)
{
    private readonly List<int> _lengths = [];
    private RentedBuffer? _buffer = new(capacity);
    private int _filled;

    /// <summary>The ids of the pieces, in the order in which they were taken; null until <see cref="HandOverAsync"/>.</summary>
    internal Task<BlobId[]>? Ids { get; private set; }

    /// <summary>Where the next file may be read to: room for it and one byte more, which shows its end.</summary>
    internal Span<byte> Free => _buffer!.Array.AsSpan(_filled, capacity - _filled);

    /// <summary>Takes the file that was read to the start of <see cref="Free"/>, and returns its number.</summary>
    internal int Take(int length)
    {
        _lengths.Add(length);
        _filled += length;
        return _lengths.Count - 1;
    }

    /// <summary>Gives everything to the writer.</summary>
    internal async ValueTask HandOverAsync(RepositoryWriter writer, CancellationToken cancellationToken)
    {
        var buffer = _buffer!;
        _buffer = null;
        if (_lengths.Count == 0)
            buffer.Dispose();
        else
            Ids = await writer.AddDataAsync(buffer, _lengths, cancellationToken);
    }

    /// <summary>Gives the memory back when it was never handed over.</summary>
    internal void Drop() => _buffer?.Dispose();
}
