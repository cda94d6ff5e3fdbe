using System.Buffers.Binary;
using System.Text;
using Archivist.Platform.Problems;

namespace Archivist.Platform.Nbd;

/// <summary>A client's part of the fixed newstyle handshake: structured replies, block status, dirty bitmaps, then GO.</summary>
/// <param name="stream">The conversation.</param>
/// <param name="address">Whose export is meant.</param>
/// <param name="wantsBitmap">Which of QEMU's dirty bitmaps are chosen, by name.</param>
internal sealed class NbdHandshake(Stream stream, NbdAddress address, Func<string, bool> wantsBitmap)
{
    /// <summary>A server may offer any number; each one that is chosen makes every answer longer, and an answer has its limit.</summary>
    private const int MostBitmaps = 7;

    private readonly Dictionary<string, uint> _bitmaps = new(StringComparer.Ordinal);

    /// <summary>Bytes of the export.</summary>
    internal long Length { get; private set; }

    /// <summary>The id that the server gave to base:allocation; null when it has no such context.</summary>
    internal uint? AllocationContext { get; private set; }

    /// <summary>The dirty bitmaps that were chosen and granted: names, without the namespace, and the ids that the server gave them.</summary>
    internal IReadOnlyDictionary<string, uint> Bitmaps => _bitmaps;

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
            await ChooseContextsAsync(await ListBitmapsAsync(cancellationToken), cancellationToken);
        await GoAsync(cancellationToken);
    }

    /// <summary>The contexts of the dirty bitmaps that are wanted. A server without any has an empty list, or does not know the question.</summary>
    private async Task<List<string>> ListBitmapsAsync(CancellationToken cancellationToken)
    {
        var found = new List<string>();
        await SendAsync(NbdProtocol.OptionListContexts, Query(NbdProtocol.DirtyBitmapContext), cancellationToken);
        while (true)
        {
            var (type, payload) = await ReplyAsync(NbdProtocol.OptionListContexts, cancellationToken);
            if (type is NbdProtocol.ReplyAcknowledge || (type & NbdProtocol.ErrorBit) != 0)
                return found;
            if (type is NbdProtocol.ReplyContext && ContextOf(payload) is { } context && found.Count < MostBitmaps
                && BitmapOf(context) is { } bitmap && wantsBitmap(bitmap) && !found.Contains(context))
                found.Add(context);
        }
    }

    private async Task ChooseContextsAsync(List<string> bitmaps, CancellationToken cancellationToken)
    {
        await SendAsync(NbdProtocol.OptionSetContext, Query([NbdProtocol.AllocationContext, .. bitmaps]), cancellationToken);
        while (true)
        {
            var (type, payload) = await ReplyAsync(NbdProtocol.OptionSetContext, cancellationToken);
            if (type is NbdProtocol.ReplyAcknowledge)
                return;
            if ((type & NbdProtocol.ErrorBit) != 0)
            {
                // Without block status everything is read, so a refusal costs only time. An error revokes what was granted before it.
                AllocationContext = null;
                _bitmaps.Clear();
                return;
            }

            if (type is not NbdProtocol.ReplyContext || ContextOf(payload) is not { } context)
                continue;
            var id = BinaryPrimitives.ReadUInt32BigEndian(payload);
            if (context == NbdProtocol.AllocationContext)
                AllocationContext = id;
            else if (bitmaps.Contains(context))
                _bitmaps[BitmapOf(context)!] = id;
        }
    }

    private static string? ContextOf(byte[] payload) => payload.Length > 4 ? Encoding.UTF8.GetString(payload.AsSpan(4)) : null;

    private static string? BitmapOf(string context) =>
        context.StartsWith(NbdProtocol.DirtyBitmapContext, StringComparison.Ordinal) ? context[NbdProtocol.DirtyBitmapContext.Length..] : null;

    private byte[] Query(params IReadOnlyList<string> contexts) =>
        [.. Counted(ExportName), .. NbdProtocol.Number((uint)contexts.Count), .. contexts.SelectMany(context => Counted(Encoding.UTF8.GetBytes(context)))];

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
