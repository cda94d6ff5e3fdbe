using System.Security.Cryptography;

namespace Archivist.Keys.Age;

/// <summary>Reads a stream by lines and by bytes, in constant memory. For one reader; the caller disposes the stream.</summary>
/// <param name="source">Where the bytes come from.</param>
internal sealed class AgeInput(Stream source)
{
    /// <summary>The longest line that can be read, its end included: thirty times that of a hybrid stanza.</summary>
    internal const int LongestLine = 64 * 1024;

    private readonly byte[] _buffer = new byte[LongestLine];
    private int _start, _end;
    private bool _isDrained;

    /// <summary>Up to <paramref name="count"/> bytes ahead, which stay unread; fewer at the end of the stream.</summary>
    internal async ValueTask<ReadOnlyMemory<byte>> PeekAsync(int count, CancellationToken cancellationToken)
    {
        while (_end - _start < count && await FillAsync(cancellationToken))
        {
        }

        return _buffer.AsMemory(_start, Math.Min(count, _end - _start));
    }

    /// <summary>Clears what was read ahead, where it is a secret.</summary>
    internal void Wipe() => CryptographicOperations.ZeroMemory(_buffer);

    /// <summary>True when every byte was read.</summary>
    internal async ValueTask<bool> IsAtEndAsync(CancellationToken cancellationToken) => (await PeekAsync(1, cancellationToken)).IsEmpty;

    /// <summary>Fills a buffer; less than its length at the end of the stream.</summary>
    internal async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        var done = Math.Min(destination.Length, _end - _start);
        _buffer.AsMemory(_start, done).CopyTo(destination);
        _start += done;
        while (done < destination.Length && !_isDrained)
        {
            var count = await source.ReadAsync(destination[done..], cancellationToken);
            _isDrained = count == 0;
            done += count;
        }

        return done;
    }

    /// <summary>The next line, valid until the next call.</summary>
    /// <returns>The line with its line feed, or without where the stream ends first; empty at the end of the stream; null for a line that is longer than <see cref="LongestLine"/>.</returns>
    internal async ValueTask<ReadOnlyMemory<byte>?> ReadLineAsync(CancellationToken cancellationToken)
    {
        for (var looked = 0; ;)
        {
            var feed = _buffer.AsSpan(_start + looked, _end - _start - looked).IndexOf((byte)'\n');
            if (feed >= 0)
                return Take(looked + feed + 1);
            looked = _end - _start;
            if (looked == _buffer.Length)
                return null;
            if (!await FillAsync(cancellationToken))
                return Take(looked);
        }
    }

    private Memory<byte> Take(int count)
    {
        var taken = _buffer.AsMemory(_start, count);
        _start += count;
        return taken;
    }

    /// <summary>Reads more behind what is there; false at the end of the stream.</summary>
    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_isDrained || _end - _start == _buffer.Length)
            return false;
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        var count = await source.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _isDrained = count == 0;
        _end += count;
        return count > 0;
    }
}
