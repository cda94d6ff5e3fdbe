using Archivist.Keys.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;

namespace Archivist.Keys.Age;

/// <summary>
/// The bytes of an age file in text form. Strict: lines of 64 characters, canonical base64, nothing but some white space around it; LF and CRLF are accepted. For one reader.
/// </summary>
/// <param name="input">The text; the caller disposes its stream.</param>
/// <param name="file">Its name, for problems.</param>
internal sealed class AgeArmorReader(AgeInput input, string file) : ForwardStream
{
    private byte[] _line = [];
    private int _position, _number;
    private bool _isBegun, _isEnded, _wasShort;

    /// <summary>Reads the text of a stream.</summary>
    internal AgeArmorReader(Stream text, string file)
        : this(new AgeInput(text), file)
    {
    }

    /// <inheritdoc/>
    /// <exception cref="ArchivistException"><see cref="AgeArmorInvalid"/>.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
            return 0;
        if (!_isBegun)
            await BeginAsync(cancellationToken);
        while (_position == _line.Length && !_isEnded)
            await NextAsync(cancellationToken);
        var count = Math.Min(buffer.Length, _line.Length - _position);
        _line.AsMemory(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    private async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        for (var skipped = 0; ;)
        {
            var line = await LineAsync(AgeArmorFault.Begin, cancellationToken);
            if (WithoutEnd(line).Span.SequenceEqual(AgeArmor.Begin) && line.Span[^1] == '\n')
            {
                _isBegun = true;
                return;
            }

            skipped += line.Length;
            if (line.IsEmpty || !IsBlank(line))
                throw Fault(AgeArmorFault.Begin);
            if (skipped > AgeArmor.MostWhiteSpace)
                throw Fault(AgeArmorFault.Surroundings);
        }
    }

    private async ValueTask NextAsync(CancellationToken cancellationToken)
    {
        var line = await LineAsync(AgeArmorFault.LineLength, cancellationToken);
        if (line.IsEmpty)
            throw Fault(AgeArmorFault.End);
        var text = WithoutEnd(line);
        if (text.Span.SequenceEqual(AgeArmor.End))
        {
            await EndAsync(cancellationToken);
            (_line, _position, _isEnded) = ([], 0, true);
            return;
        }

        if (text.IsEmpty || text.Length > AgeArmor.Columns || _wasShort)
            throw Fault(AgeArmorFault.LineLength);
        (_line, _position) = (RawBase64.TryDecodePadded(text.Span) ?? throw Fault(AgeArmorFault.Base64), 0);
        _wasShort = _line.Length < AgeArmor.BytesPerLine;
    }

    private async ValueTask EndAsync(CancellationToken cancellationToken)
    {
        var rest = await input.PeekAsync(AgeArmor.MostWhiteSpace + 1, cancellationToken);
        if (rest.Length > AgeArmor.MostWhiteSpace || !IsBlank(rest))
            throw Fault(AgeArmorFault.Surroundings);
    }

    private async ValueTask<ReadOnlyMemory<byte>> LineAsync(AgeArmorFault tooLong, CancellationToken cancellationToken)
    {
        _number++;
        return await input.ReadLineAsync(cancellationToken) ?? throw Fault(tooLong);
    }

    private static ReadOnlyMemory<byte> WithoutEnd(ReadOnlyMemory<byte> line) =>
        line.Span.EndsWith("\r\n"u8) ? line[..^2] : line.Span.EndsWith("\n"u8) ? line[..^1] : line;

    private static bool IsBlank(ReadOnlyMemory<byte> bytes) => !bytes.Span.ContainsAnyExcept(AgeArmor.WhiteSpace);

    private ArchivistException Fault(AgeArmorFault fault) => new(new AgeArmorInvalid(file, _number, fault));
}
