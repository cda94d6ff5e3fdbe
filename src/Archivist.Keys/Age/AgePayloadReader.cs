using System.Security.Cryptography;
using Archivist.Keys.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;

namespace Archivist.Keys.Age;

/// <summary>The plaintext of an age file, chunk by chunk; every byte given out is authentic, and only the end of the stream says that none are missing. For one reader.</summary>
internal sealed class AgePayloadReader(AgeInput input, AgePayload payload, string file) : ForwardStream
{
    private readonly byte[] _sealed = new byte[AgePayload.ChunkSize + AgePayload.TagSize];
    private readonly byte[] _plain = new byte[AgePayload.ChunkSize];
    private int _position, _length;
    private bool _isFirst = true, _isFinal;

    /// <inheritdoc/>
    /// <exception cref="ArchivistException"><see cref="Failure.Tampering"/>: <see cref="AgePayloadInvalid"/>.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
            return 0;
        if (_position == _length)
        {
            if (!_isFinal)
                await NextAsync(cancellationToken);
            else if (!await input.IsAtEndAsync(cancellationToken))
                throw Fault(AgePayloadFault.Trailing);
        }

        var count = Math.Min(buffer.Length, _length - _position);
        _plain.AsMemory(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        CryptographicOperations.ZeroMemory(_plain);
        payload.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask NextAsync(CancellationToken cancellationToken)
    {
        var count = await input.ReadAsync(_sealed, cancellationToken);
        if (count < AgePayload.TagSize)
            throw Fault(AgePayloadFault.CutOff);
        var isLast = await input.IsAtEndAsync(cancellationToken);
        // What is authentic is given out, as age does, and the fault comes with the next read: something behind a final chunk, or nothing behind another one.
        var isFull = count == _sealed.Length;
        var opensAsFinal = isLast && payload.TryOpen(_sealed.AsSpan(0, count), isFinal: true, _plain);
        var opensAsMiddle = !opensAsFinal && isFull && payload.TryOpen(_sealed.AsSpan(0, count), isFinal: false, _plain);
        _isFinal = opensAsFinal || (!isLast && !opensAsMiddle && payload.TryOpen(_sealed.AsSpan(0, count), isFinal: true, _plain));
        if (!_isFinal && !opensAsMiddle)
            throw Fault(AgePayloadFault.Chunk);
        if (count == AgePayload.TagSize && !_isFirst)
            throw Fault(AgePayloadFault.EmptyFinalChunk);
        (_position, _length, _isFirst) = (0, count - AgePayload.TagSize, false);
    }

    private ArchivistException Fault(AgePayloadFault fault)
    {
        (_position, _length) = (0, 0);
        return new ArchivistException(new AgePayloadInvalid(file, fault));
    }
}
