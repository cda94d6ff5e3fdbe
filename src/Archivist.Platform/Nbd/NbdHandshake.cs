using System.Buffers.Binary;
using System.Text;
using Archivist.Platform.Problems;

namespace Archivist.Platform.Nbd;

/// <summary>A client's part of the fixed newstyle handshake: structured replies, block status, then GO.</summary>
internal sealed class NbdHandshake(Stream stream, NbdAddress address)
{
    /// <summary>Bytes of the export.</summary>
    internal long Length { get; private set; }

    /// <summary>The id that the server gave to base:allocation; null when it has no such context.</summary>
    internal uint? AllocationContext { get; private set; }

    /// <summary>Bytes that may be asked for at once.</summary>
    internal int LargestRequest { get; private set; } = NbdProtocol.LargestPayload;

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        var greeting = await NbdProtocol.ReadAsync(stream, 18, cancellationToken);
        if (BinaryPrimitives.ReadUInt64BigEndian(greeting) != NbdProtocol.InitialMagic
            || BinaryPrimitives.ReadUInt64BigEndian(greeting.AsSpan(8)) != NbdProtocol.OptionMagic
            || (BinaryPrimitives.ReadUInt16BigEndian(greeting.AsSpan(16)) & NbdProtocol.FixedNewstyle) == 0)
            throw Broken(NbdViolation.Greeting);
        var flags = (uint)(NbdProtocol.FixedNewstyle | BinaryPrimitives.ReadUInt16BigEndian(greeting.AsSpan(16)) & NbdProtocol.NoZeroes);
        var answer = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(answer, flags);
        await stream.WriteAsync(answer, cancellationToken);

        await SendAsync(NbdProtocol.OptionStructuredReply, [], cancellationToken);
        var (structured, _) = await ReplyAsync(NbdProtocol.OptionStructuredReply, cancellationToken);
        if (structured == NbdProtocol.ReplyAcknowledge)
            await ChooseContextAsync(cancellationToken);
        await GoAsync(cancellationToken);
    }

    private async Task ChooseContextAsync(CancellationToken cancellationToken)
    {
        var name = Encoding.UTF8.GetBytes(NbdProtocol.AllocationContext);
        await SendAsync(NbdProtocol.OptionSetContext, [.. Counted(ExportName), .. NbdProtocol.Number(1), .. Counted(name)], cancellationToken);
        while (true)
        {
            var (type, payload) = await ReplyAsync(NbdProtocol.OptionSetContext, cancellationToken);
            // Without block status everything is read, so a refusal costs only time.
            if (type is NbdProtocol.ReplyAcknowledge || (type & NbdProtocol.ErrorBit) != 0)
                return;
            if (type is NbdProtocol.ReplyContext && payload.Length >= 4 && payload.AsSpan(4).SequenceEqual(name))
                AllocationContext = BinaryPrimitives.ReadUInt32BigEndian(payload);
        }
    }

    private async Task GoAsync(CancellationToken cancellationToken)
    {
        await SendAsync(NbdProtocol.OptionGo, [.. Counted(ExportName), 0, 1, 0, (byte)NbdProtocol.DescribeBlockSize], cancellationToken);
        var isDescribed = false;
        while (true)
        {
            var (type, payload) = await ReplyAsync(NbdProtocol.OptionGo, cancellationToken);
            switch (type)
            {
                case NbdProtocol.ReplyAcknowledge when isDescribed:
                    return;
                case NbdProtocol.ReplyDescription when payload.Length >= 12 && Kind(payload) == NbdProtocol.DescribeExport:
                    Length = BinaryPrimitives.ReadInt64BigEndian(payload.AsSpan(2));
                    if (Length < 0)
                        throw Broken(NbdViolation.Size);
                    isDescribed = true;
                    break;
                case NbdProtocol.ReplyDescription when payload.Length >= 14 && Kind(payload) == NbdProtocol.DescribeBlockSize:
                    LargestRequest = (int)Math.Clamp(BinaryPrimitives.ReadUInt32BigEndian(payload.AsSpan(10)), 4096u, NbdProtocol.LargestPayload);
                    break;
                case NbdProtocol.ReplyDescription:
                    break;
                case NbdProtocol.ErrorUnknown:
                    throw new ArchivistException(new NbdExportMissing(address.ToString(), address.Export));
                case NbdProtocol.ErrorTlsRequired:
                    throw new ArchivistException(new NbdNeedsTls(address.ToString()));
                case NbdProtocol.ErrorUnsupported:
                    throw new ArchivistException(new NbdServerTooOld(address.ToString()));
                default:
                    throw (type & NbdProtocol.ErrorBit) != 0
                        ? new ArchivistException(new NbdExportRefused(address.ToString(), Encoding.UTF8.GetString(payload), type))
                        : Broken(NbdViolation.UnexpectedReply);
            }
        }
    }

    private byte[] ExportName => Encoding.UTF8.GetBytes(address.Export);

    private static ushort Kind(byte[] payload) => BinaryPrimitives.ReadUInt16BigEndian(payload);

    private async Task SendAsync(uint option, byte[] payload, CancellationToken cancellationToken)
    {
        var message = new byte[16 + payload.Length];
        BinaryPrimitives.WriteUInt64BigEndian(message, NbdProtocol.OptionMagic);
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(8), option);
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(12), payload.Length);
        payload.CopyTo(message, 16);
        await stream.WriteAsync(message, cancellationToken);
    }

    private async Task<(uint Type, byte[] Payload)> ReplyAsync(uint option, CancellationToken cancellationToken)
    {
        var header = await NbdProtocol.ReadAsync(stream, 20, cancellationToken);
        var length = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(16));
        if (BinaryPrimitives.ReadUInt64BigEndian(header) != NbdProtocol.OptionReplyMagic
            || BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(8)) != option || length > 64 * 1024)
            throw Broken(NbdViolation.MalformedReply);
        return (BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(12)), await NbdProtocol.ReadAsync(stream, (int)length, cancellationToken));
    }

    private static byte[] Counted(byte[] text) => [.. NbdProtocol.Number((uint)text.Length), .. text];

    private ArchivistException Broken(NbdViolation violation) => new(new NbdProtocolViolated(address.ToString(), violation));
}
