using System.Globalization;
using System.Text;
using Archivist.Platform.FileSystem;
using Archivist.Repository.Trees;

namespace Archivist.Restore.Dumping;

/// <summary>
/// Writes a tar archive, POSIX.1-2001 (pax): names as the bytes that they are, nanoseconds, extended attributes, links and devices.
/// An entry that needs no pax header is plain ustar.
/// </summary>
internal sealed class TarWriting(Stream output)
{
    private const int BlockSize = 512;
    private const long LargestOctalSize = 0x1FFFFFFFF;
    private const uint LargestOctalId = 0x1FFFFF;

    private readonly byte[] _header = new byte[BlockSize];

    /// <summary>The header of an entry; the content of a file follows, then <see cref="PadAsync"/>.</summary>
    /// <param name="path">Without a leading <c>/</c>; a directory's ends with one.</param>
    /// <param name="node">The entry.</param>
    /// <param name="size">Bytes of content that follow.</param>
    /// <param name="linkedTo">The path of a file that this is a further name of, or null.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    internal async Task WriteHeaderAsync(byte[] path, Node node, long size, byte[]? linkedTo, CancellationToken cancellationToken)
    {
        var target = linkedTo ?? (node.Type is NodeType.SymbolicLink ? node.LinkTarget ?? [] : []);
        var extended = ExtendedRecords(path, node, size, target);
        if (extended.Length > 0)
        {
            Fill("PaxHeaders/extended"u8, 0x1A4, 0, 0, extended.Length, 0, (byte)'x', []);
            await output.WriteAsync(_header, cancellationToken);
            await output.WriteAsync(extended, cancellationToken);
            await PadAsync(extended.Length, cancellationToken);
        }

        Fill(
            Cut(path, 100), node.Permissions, Math.Min(node.UserId, LargestOctalId), Math.Min(node.GroupId, LargestOctalId),
            Math.Min(size, LargestOctalSize), Math.Clamp(node.ModifiedAt.Seconds, 0, LargestOctalSize), TypeFlag(node, linkedTo), Cut(target, 100));
        FillNames(node);
        Seal();
        await output.WriteAsync(_header, cancellationToken);
    }

    /// <summary>Fills the last block of a content.</summary>
    internal async Task PadAsync(long length, CancellationToken cancellationToken)
    {
        var rest = (int)(-length & (BlockSize - 1));
        if (rest > 0)
            await output.WriteAsync(new byte[rest], cancellationToken);
    }

    /// <summary>The end of the archive.</summary>
    internal async Task EndAsync(CancellationToken cancellationToken) => await output.WriteAsync(new byte[2 * BlockSize], cancellationToken);

    private static byte TypeFlag(Node node, byte[]? linkedTo) => linkedTo is not null ? (byte)'1' : node.Type switch
    {
        NodeType.Directory => (byte)'5',
        NodeType.SymbolicLink => (byte)'2',
        NodeType.CharacterDevice => (byte)'3',
        NodeType.BlockDevice => (byte)'4',
        NodeType.Fifo => (byte)'6',
        _ => (byte)'0',
    };

    private static byte[] ExtendedRecords(byte[] path, Node node, long size, byte[] target)
    {
        var records = new List<byte>();
        var time = node.ModifiedAt;
        if ((path.Length > 100 && !System.Text.Unicode.Utf8.IsValid(path)) || (target.Length > 100 && !System.Text.Unicode.Utf8.IsValid(target)))
            Record("hdrcharset", "BINARY"u8);
        if (path.Length > 100)
            Record("path", path);
        if (target.Length > 100)
            Record("linkpath", target);
        if (size > LargestOctalSize)
            Record("size", Number(size));
        if (node.UserId > LargestOctalId)
            Record("uid", Number(node.UserId));
        if (node.GroupId > LargestOctalId)
            Record("gid", Number(node.GroupId));
        if (time.Nanoseconds != 0 || time.Seconds is < 0 or > LargestOctalSize)
            Record("mtime", Encoding.ASCII.GetBytes(TimeText(time)));
        foreach (var attribute in node.ExtendedAttributes.Where(attribute => !attribute.Name.Contains('=', StringComparison.Ordinal)))
            Record("SCHILY.xattr." + attribute.Name, attribute.Value);
        return [.. records];

        void Record(string key, ReadOnlySpan<byte> value)
        {
            // The length counts its own digits.
            var body = 1 + Encoding.UTF8.GetByteCount(key) + 1 + value.Length + 1;
            var length = body + 1;
            while (length != body + Digits(length))
                length = body + Digits(length);
            records.AddRange(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{length} {key}=")));
            records.AddRange(value);
            records.Add((byte)'\n');
        }

        static int Digits(int number) => number.ToString(CultureInfo.InvariantCulture).Length;
        static byte[] Number(long number) => Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Decimal seconds; a moment before 1970 counts its nanoseconds backwards from zero.</summary>
    private static string TimeText(GoTime time) => time.Seconds >= 0 || time.Nanoseconds == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{time.Seconds}.{time.Nanoseconds:D9}")
        : string.Create(CultureInfo.InvariantCulture, $"-{-(time.Seconds + 1)}.{1_000_000_000 - time.Nanoseconds:D9}");

    /// <summary>IEEE 1003.1, "ustar Interchange Format".</summary>
    private void Fill(ReadOnlySpan<byte> name, int mode, uint user, uint group, long size, long modified, byte type, ReadOnlySpan<byte> target)
    {
        var header = _header.AsSpan();
        header.Clear();
        name.CopyTo(header);
        Octal(header[100..108], mode);
        Octal(header[108..116], user);
        Octal(header[116..124], group);
        Octal(header[124..136], size);
        Octal(header[136..148], modified);
        header[156] = type;
        target.CopyTo(header[157..257]);
        "ustar\0"u8.CopyTo(header[257..]);
        "00"u8.CopyTo(header[263..]);
        Seal();
    }

    private void FillNames(Node node)
    {
        var header = _header.AsSpan();
        Cut(Encoding.UTF8.GetBytes(node.User ?? ""), 31).CopyTo(header[265..]);
        Cut(Encoding.UTF8.GetBytes(node.Group ?? ""), 31).CopyTo(header[297..]);
        if (node.Type is NodeType.BlockDevice or NodeType.CharacterDevice)
        {
            var device = node.Device;
            Octal(header[329..337], (long)((device >> 8 & 0xfff) | (device >> 32 & 0xfffff000)));
            Octal(header[337..345], (long)((device & 0xff) | (device >> 12 & 0xffffff00)));
        }
    }

    private void Seal()
    {
        var header = _header.AsSpan();
        header[148..156].Fill((byte)' ');
        var sum = 0;
        foreach (var value in header)
            sum += value;
        Octal(header[148..155], sum);
    }

    private static void Octal(Span<byte> field, long value)
    {
        field[^1] = 0;
        for (var i = field.Length - 2; i >= 0; i--, value >>= 3)
            field[i] = (byte)('0' + (value & 7));
    }

    private static ReadOnlySpan<byte> Cut(byte[] text, int length) => text.AsSpan(0, Math.Min(text.Length, length));
}
