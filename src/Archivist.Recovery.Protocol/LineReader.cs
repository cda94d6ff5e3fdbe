using Archivist.Platform.Problems;
using Archivist.Recovery.Protocol.Problems;

namespace Archivist.Recovery.Protocol;

/// <summary>Cuts a byte stream into lines of at most <see cref="DrillOrder.MaxLineLength"/> bytes, whatever the other side sends.</summary>
public sealed class LineReader(Stream source)
{
    private byte[] _buffer = new byte[4096];
    private int _start, _end;

    /// <summary>The next line without its line feed; null at the end. A last line without line feed counts.</summary>
    public async ValueTask<byte[]?> ReadAsync(CancellationToken cancellationToken)
    {
        var searched = _start;
        while (true)
        {
            var at = _buffer.AsSpan(searched.._end).IndexOf((byte)'\n');
            if (at >= 0)
            {
                var line = _buffer[_start..(searched + at)];
                _start = searched + at + 1;
                return line;
            }

            searched = _end - _start;
            MakeRoom();
            var count = await source.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            if (count == 0)
                return TakeRest();
            _end += count;
        }
    }

    private byte[]? TakeRest()
    {
        if (_start == _end)
            return null;
        var line = _buffer[_start.._end];
        _start = _end;
        return line;
    }

    /// <summary>Moves what is left to the front, and grows the buffer only as far as a line may go.</summary>
    private void MakeRoom()
    {
        Array.Copy(_buffer, _start, _buffer, 0, _end - _start);
        _end -= _start;
        _start = 0;
        if (_end < _buffer.Length)
            return;
        if (_buffer.Length >= DrillOrder.MaxLineLength)
            throw new ArchivistException(new DrillLineTooLong(DrillOrder.MaxLineLength));
        Array.Resize(ref _buffer, _buffer.Length * 2);
    }
}
