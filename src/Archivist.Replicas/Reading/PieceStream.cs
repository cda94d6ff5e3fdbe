using System.Buffers;
using Archivist.Platform.Files;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Reading;

/// <summary>A range of an object in pieces, each from the copy that is best for it. Some pieces ahead of the reader are under way. For one reader.</summary>
/// <param name="name">The object.</param>
/// <param name="start">The first byte of the range.</param>
/// <param name="length">The length of the range.</param>
/// <param name="read">Reads one piece into a buffer of the shared pool.</param>
internal sealed class PieceStream(ObjectName name, long start, long length, Func<CopyNeed, CancellationToken, Task<byte[]>> read) : ForwardStream
{
    /// <summary>The length of a piece: small enough to be read twice, large enough to be worth a request.</summary>
    internal const int PieceSize = 1 << 20;

    /// <summary>Pieces under way at a time: a range of a restore, so that all of it is.</summary>
    internal const int MostAhead = 9;

    private readonly CancellationTokenSource _stop = new();
    private readonly Queue<(Task<byte[]> Content, int Length)> _ahead = new();
    private long _asked, _given;
    private byte[]? _current;
    private int _currentLength, _currentPosition;

    public override long Length => length;

    public override long Position
    {
        get => _given;
        set => throw new NotSupportedException();
    }

    /// <summary>Whether the whole range is under way at once.</summary>
    internal static bool IsOneWindow(long length) => length <= (long)PieceSize * MostAhead;

    /// <summary>Begins to read, and waits until it is certain that the range can be: for its first piece, and its last one where all are under way.</summary>
    internal async Task BeginAsync(CancellationToken cancellationToken)
    {
        Ask();
        if (_ahead.Count == 0)
            return;
        await _ahead.Peek().Content.WaitAsync(cancellationToken);
        if (IsOneWindow(length))
            await _ahead.Last().Content.WaitAsync(cancellationToken);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.Length == 0)
            return 0;
        if (_current is not null && _currentPosition == _currentLength)
        {
            ArrayPool<byte>.Shared.Return(_current);
            _current = null;
        }

        if (_current is null)
        {
            Ask();
            if (_ahead.Count == 0)
                return 0;
            var content = await _ahead.Peek().Content.WaitAsync(cancellationToken);
            (_current, _currentLength, _currentPosition) = (content, _ahead.Dequeue().Length, 0);
        }

        var count = Math.Min(buffer.Length, _currentLength - _currentPosition);
        _current.AsSpan(_currentPosition, count).CopyTo(buffer.Span);
        _currentPosition += count;
        _given += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_stop.IsCancellationRequested)
        {
            _stop.Cancel();
            if (_current is not null)
                ArrayPool<byte>.Shared.Return(_current);
            _current = null;
            while (_ahead.TryDequeue(out var left))
                _ = ReturnAsync(left.Content);

            _stop.Dispose();
        }

        base.Dispose(disposing);
    }

    private static async Task ReturnAsync(Task<byte[]> content)
    {
        await ((Task)content).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (content.IsCompletedSuccessfully)
            ArrayPool<byte>.Shared.Return(await content);
    }

    private void Ask()
    {
        while (_asked < length && _ahead.Count < MostAhead)
        {
            var size = (int)Math.Min(PieceSize, length - _asked);
            _ahead.Enqueue((read(new CopyNeed(name, start + _asked, size), _stop.Token), size));
            _asked += size;
        }
    }
}
