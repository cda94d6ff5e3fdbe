using System.Buffers.Text;

namespace Archivist.Keys.Age;

/// <summary>Writes bytes in the text form of age, line by line. For one writer; complete only after <see cref="CompleteAsync"/>.</summary>
/// <param name="to">Where the text goes; the caller disposes it.</param>
internal sealed class AgeArmorWriter(Stream to)
{
    private readonly byte[] _pending = new byte[AgeArmor.BytesPerLine];
    private readonly byte[] _line = new byte[AgeArmor.Columns + 1];
    private int _count;
    private bool _isBegun;

    /// <summary>Writes the begin line first, then every full line.</summary>
    internal async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (!_isBegun)
            await to.WriteAsync((byte[])[.. AgeArmor.Begin, (byte)'\n'], cancellationToken);
        _isBegun = true;
        while (!bytes.IsEmpty)
        {
            var count = Math.Min(bytes.Length, _pending.Length - _count);
            bytes[..count].CopyTo(_pending.AsMemory(_count));
            (_count, bytes) = (_count + count, bytes[count..]);
            if (_count == _pending.Length)
                await FlushAsync(cancellationToken);
        }
    }

    /// <summary>Writes the last line and the end line.</summary>
    internal async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        if (_count > 0)
            await FlushAsync(cancellationToken);
        await to.WriteAsync((byte[])[.. AgeArmor.End, (byte)'\n'], cancellationToken);
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        Base64.EncodeToUtf8(_pending.AsSpan(0, _count), _line, out _, out var length);
        _line[length] = (byte)'\n';
        _count = 0;
        await to.WriteAsync(_line.AsMemory(0, length + 1), cancellationToken);
    }
}
