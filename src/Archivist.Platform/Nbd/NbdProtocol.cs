using System.Buffers.Binary;

namespace Archivist.Platform.Nbd;

/// <summary>The numbers of the NBD protocol (doc/proto.md of the nbd project). Everything on the wire is big-endian.</summary>
internal static class NbdProtocol
{
    /// <summary>"NBDMAGIC", "IHAVEOPT".</summary>
    internal const ulong InitialMagic = 0x4e42444d41474943, OptionMagic = 0x49484156454f5054;

    internal const ulong OptionReplyMagic = 0x3e889045565a9;
    internal const uint RequestMagic = 0x25609513, SimpleReplyMagic = 0x67446698, StructuredReplyMagic = 0x668e33ef;

    internal const int DefaultPort = 10809;

    /// <summary>Names of exports and contexts may have this many bytes.</summary>
    internal const int LongestName = 4096;

    /// <summary>What every peer may send or ask for at once: 32 MiB.</summary>
    internal const int LargestPayload = 32 * 1024 * 1024;

    internal const int RequestSize = 28, SimpleReplySize = 16, StructuredReplySize = 20;

    internal const string AllocationContext = "base:allocation";

    /// <summary>The namespace of QEMU's dirty bitmaps (docs/interop/nbd.txt of QEMU); the name of the bitmap follows.</summary>
    internal const string DirtyBitmapContext = "qemu:dirty-bitmap:";

    /// <summary>Handshake flags of both sides.</summary>
    internal const ushort FixedNewstyle = 1, NoZeroes = 2;

    /// <summary>NBD_OPT_*.</summary>
    internal const uint OptionExportName = 1, OptionAbort = 2, OptionList = 3, OptionStartTls = 5, OptionDescribe = 6, OptionGo = 7,
        OptionStructuredReply = 8, OptionListContexts = 9, OptionSetContext = 10;

    /// <summary>NBD_REP_*.</summary>
    internal const uint ReplyAcknowledge = 1, ReplyServer = 2, ReplyDescription = 3, ReplyContext = 4, ErrorBit = 1u << 31,
        ErrorUnsupported = ErrorBit | 1, ErrorPolicy = ErrorBit | 2, ErrorInvalid = ErrorBit | 3, ErrorTlsRequired = ErrorBit | 5,
        ErrorUnknown = ErrorBit | 6, ErrorTooBig = ErrorBit | 9;

    /// <summary>NBD_INFO_*.</summary>
    internal const ushort DescribeExport = 0, DescribeName = 1, DescribeBlockSize = 3;

    /// <summary>NBD_FLAG_*: what an export can do.</summary>
    internal const ushort HasFlags = 1, IsReadOnly = 2, SendsDontFragment = 1 << 7, AllowsManyConnections = 1 << 8;

    /// <summary>NBD_CMD_*.</summary>
    internal const ushort CommandRead = 0, CommandWrite = 1, CommandDisconnect = 2, CommandFlush = 3, CommandTrim = 4, CommandCache = 5,
        CommandWriteZeroes = 6, CommandBlockStatus = 7;

    /// <summary>NBD_CMD_FLAG_*.</summary>
    internal const ushort DontFragment = 1 << 2, OnlyOne = 1 << 3;

    /// <summary>NBD_REPLY_TYPE_* and the flag of the last chunk.</summary>
    internal const ushort ChunkNone = 0, ChunkData = 1, ChunkHole = 2, ChunkBlockStatus = 5, ChunkError = 0x8001, ChunkErrorAt = 0x8002,
        ChunkErrorBit = 0x8000, ChunkIsLast = 1;

    /// <summary>NBD_STATE_* of base:allocation.</summary>
    internal const uint StateHole = 1, StateZero = 2;

    /// <summary>The state of a dirty bitmap: something was written there.</summary>
    internal const uint StateDirty = 1;

    /// <summary>Errors on the wire are the numbers of Linux.</summary>
    internal const uint NotPermitted = 1, InputOutput = 5, Invalid = 22, NotSupported = 95, ShuttingDown = 108;

    /// <summary>Reads exactly a number of bytes from a stream.</summary>
    internal static async Task<byte[]> ReadAsync(Stream stream, int length, CancellationToken cancellationToken)
    {
        var bytes = new byte[length];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    /// <summary>A number as the protocol spells it.</summary>
    internal static byte[] Number(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
