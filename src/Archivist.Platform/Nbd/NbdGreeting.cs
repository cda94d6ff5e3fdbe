using System.Buffers.Binary;
using System.Text;

namespace Archivist.Platform.Nbd;

/// <summary>A server's part of the fixed newstyle handshake, for one export that every name of the operator's choice or none leads to.</summary>
internal sealed class NbdGreeting(Stream stream, long length, string export)
{
    private const uint AllocationId = 1;
    private const int LargestOption = 64 * 1024;
    private const ushort Flags = NbdProtocol.HasFlags | NbdProtocol.IsReadOnly | NbdProtocol.SendsDontFragment | NbdProtocol.AllowsManyConnections;

    /// <summary>The client understands structured replies.</summary>
    internal bool IsStructured { get; private set; }

    /// <summary>The id of base:allocation when the client chose it; otherwise null.</summary>
    internal uint? AllocationContext { get; private set; }

    /// <summary>True when the client has chosen the export and requests follow; false when it has left.</summary>
    internal async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var hello = new byte[18];
        BinaryPrimitives.WriteUInt64BigEndian(hello, NbdProtocol.InitialMagic);
        BinaryPrimitives.WriteUInt64BigEndian(hello.AsSpan(8), NbdProtocol.OptionMagic);
        BinaryPrimitives.WriteUInt16BigEndian(hello.AsSpan(16), NbdProtocol.FixedNewstyle | NbdProtocol.NoZeroes);
        await stream.WriteAsync(hello, cancellationToken);
        var flags = BinaryPrimitives.ReadUInt32BigEndian(await NbdProtocol.ReadAsync(stream, 4, cancellationToken));
        if ((flags & ~(uint)(NbdProtocol.FixedNewstyle | NbdProtocol.NoZeroes)) != 0)
            return false;
        while (true)
        {
            var header = await NbdProtocol.ReadAsync(stream, 16, cancellationToken);
            var option = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(8));
            var size = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(12));
            if (BinaryPrimitives.ReadUInt64BigEndian(header) != NbdProtocol.OptionMagic || size > LargestOption)
                return false;
            var payload = await NbdProtocol.ReadAsync(stream, (int)size, cancellationToken);
            switch (option)
            {
                case NbdProtocol.OptionExportName:
                    if (!IsExport(payload))
                        return false;
                    await SendExportAsync((flags & NbdProtocol.NoZeroes) == 0, cancellationToken);
                    return true;
                case NbdProtocol.OptionAbort:
                    await ReplyAsync(option, NbdProtocol.ReplyAcknowledge, [], cancellationToken);
                    return false;
                case NbdProtocol.OptionGo or NbdProtocol.OptionDescribe:
                    if (await DescribeAsync(option, payload, cancellationToken) && option == NbdProtocol.OptionGo)
                        return true;
                    break;
                default:
                    await AnswerAsync(option, payload, cancellationToken);
                    break;
            }
        }
    }

    private async Task AnswerAsync(uint option, byte[] payload, CancellationToken cancellationToken)
    {
        switch (option)
        {
            case NbdProtocol.OptionList when payload.Length > 0:
            case NbdProtocol.OptionStructuredReply when payload.Length > 0:
                await ReplyAsync(option, NbdProtocol.ErrorInvalid, [], cancellationToken);
                break;
            case NbdProtocol.OptionList:
                var name = Encoding.UTF8.GetBytes(export);
                await ReplyAsync(option, NbdProtocol.ReplyServer, [.. NbdProtocol.Number((uint)name.Length), .. name], cancellationToken);
                await ReplyAsync(option, NbdProtocol.ReplyAcknowledge, [], cancellationToken);
                break;
            case NbdProtocol.OptionStructuredReply:
                IsStructured = true;
                await ReplyAsync(option, NbdProtocol.ReplyAcknowledge, [], cancellationToken);
                break;
            case NbdProtocol.OptionSetContext or NbdProtocol.OptionListContexts:
                await ContextsAsync(option, payload, cancellationToken);
                break;
            default:
                await ReplyAsync(option, NbdProtocol.ErrorUnsupported, [], cancellationToken);
                break;
        }
    }

    private async Task<bool> DescribeAsync(uint option, byte[] payload, CancellationToken cancellationToken)
    {
        if (!TryTakeText(payload, 0, out var name, out var rest) || payload.Length - rest < 2
            || payload.Length - rest - 2 != 2 * BinaryPrimitives.ReadUInt16BigEndian(payload.AsSpan(rest)))
        {
            await ReplyAsync(option, NbdProtocol.ErrorInvalid, [], cancellationToken);
            return false;
        }

        if (!IsExport(name))
        {
            await ReplyAsync(option, NbdProtocol.ErrorUnknown, Encoding.UTF8.GetBytes("there is no such export"), cancellationToken);
            return false;
        }

        var about = new byte[12];
        BinaryPrimitives.WriteUInt16BigEndian(about, NbdProtocol.DescribeExport);
        BinaryPrimitives.WriteInt64BigEndian(about.AsSpan(2), length);
        BinaryPrimitives.WriteUInt16BigEndian(about.AsSpan(10), Flags);
        await ReplyAsync(option, NbdProtocol.ReplyDescription, about, cancellationToken);
        var sizes = new byte[14];
        BinaryPrimitives.WriteUInt16BigEndian(sizes, NbdProtocol.DescribeBlockSize);
        BinaryPrimitives.WriteUInt32BigEndian(sizes.AsSpan(2), 1);
        BinaryPrimitives.WriteUInt32BigEndian(sizes.AsSpan(6), 64 * 1024);
        BinaryPrimitives.WriteUInt32BigEndian(sizes.AsSpan(10), NbdProtocol.LargestPayload);
        await ReplyAsync(option, NbdProtocol.ReplyDescription, sizes, cancellationToken);
        await ReplyAsync(option, NbdProtocol.ReplyAcknowledge, [], cancellationToken);
        return true;
    }

    private async Task ContextsAsync(uint option, byte[] payload, CancellationToken cancellationToken)
    {
        var queries = new List<string>();
        var isValid = TryTakeText(payload, 0, out var name, out var at) && payload.Length - at >= 4;
        if (isValid)
        {
            var count = BinaryPrimitives.ReadUInt32BigEndian(payload.AsSpan(at));
            at += 4;
            for (uint i = 0; isValid && i < count; i++)
            {
                isValid = TryTakeText(payload, at, out var query, out at);
                queries.Add(Encoding.UTF8.GetString(query));
            }
        }

        if (!isValid || at != payload.Length || (option == NbdProtocol.OptionSetContext && !IsStructured))
        {
            await ReplyAsync(option, NbdProtocol.ErrorInvalid, [], cancellationToken);
            return;
        }

        if (!IsExport(name))
        {
            await ReplyAsync(option, NbdProtocol.ErrorUnknown, [], cancellationToken);
            return;
        }

        var isWanted = queries.Contains(NbdProtocol.AllocationContext)
            || (option == NbdProtocol.OptionListContexts && (queries.Count == 0 || queries.Contains("base:")));
        if (option == NbdProtocol.OptionSetContext)
            AllocationContext = isWanted ? AllocationId : null;
        if (isWanted)
            await ReplyAsync(option, NbdProtocol.ReplyContext, [.. NbdProtocol.Number(AllocationId), .. Encoding.UTF8.GetBytes(NbdProtocol.AllocationContext)], cancellationToken);
        await ReplyAsync(option, NbdProtocol.ReplyAcknowledge, [], cancellationToken);
    }

    private async Task SendExportAsync(bool withZeroes, CancellationToken cancellationToken)
    {
        var about = new byte[withZeroes ? 134 : 10];
        BinaryPrimitives.WriteInt64BigEndian(about, length);
        BinaryPrimitives.WriteUInt16BigEndian(about.AsSpan(8), Flags);
        await stream.WriteAsync(about, cancellationToken);
    }

    /// <summary>There is one export; the empty name means it too.</summary>
    private bool IsExport(ReadOnlySpan<byte> name) => name.IsEmpty || name.SequenceEqual(Encoding.UTF8.GetBytes(export));

    private static bool TryTakeText(byte[] payload, int at, out byte[] text, out int rest)
    {
        text = [];
        rest = at;
        if (payload.Length - at < 4)
            return false;
        var length = BinaryPrimitives.ReadUInt32BigEndian(payload.AsSpan(at));
        if (length > NbdProtocol.LongestName || length > payload.Length - at - 4)
            return false;
        text = payload.AsSpan(at + 4, (int)length).ToArray();
        rest = at + 4 + (int)length;
        return true;
    }

    private async Task ReplyAsync(uint option, uint type, byte[] payload, CancellationToken cancellationToken)
    {
        var message = new byte[20 + payload.Length];
        BinaryPrimitives.WriteUInt64BigEndian(message, NbdProtocol.OptionReplyMagic);
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(8), option);
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(12), type);
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(16), payload.Length);
        payload.CopyTo(message, 20);
        await stream.WriteAsync(message, cancellationToken);
    }
}
