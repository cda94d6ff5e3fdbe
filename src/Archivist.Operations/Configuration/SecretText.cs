using System.Text;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Configuration;

/// <summary>
/// Makes a password of the bytes that a file, a variable, a program, standard input or a keyboard gave, as restic does: a byte order mark goes, UTF-16 with
/// one becomes UTF-8, and white space around it goes. The same text is the same password wherever it is read.
/// </summary>
internal static class SecretText
{
    /// <summary>No password is longer; more is the wrong file.</summary>
    internal const int MaxBytes = 64 * 1024;

    /// <summary>The password in UTF-8; empty when nothing but white space is there.</summary>
    internal static ReadOnlyMemory<byte> Decode(ReadOnlyMemory<byte> bytes) => Trim(WithoutMark(bytes));

    /// <summary>Reads a file, pipe or device to its end.</summary>
    /// <exception cref="ArchivistException">More than <see cref="MaxBytes"/> came.</exception>
    internal static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream stream, SecretOrigin origin, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxBytes + 1];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return length <= MaxBytes
            ? Decode(buffer.AsMemory(0, length))
            : throw new ArchivistException(new SecretTooLong(origin, MaxBytes));
    }

    /// <summary>Reads one line, byte by byte: what follows belongs to the next question.</summary>
    internal static ReadOnlyMemory<byte> ReadLine(Stream stream)
    {
        var line = new List<byte>();
        while (line.Count <= MaxBytes && stream.ReadByte() is var next and >= 0)
        {
            line.Add((byte)next);
            var isWide = line is [0xff, 0xfe, ..] or [0xfe, 0xff, ..];
            if (!isWide && next == '\n')
                break;
            if (isWide && line.Count % 2 == 0 && ((line[0] == 0xff && line[^2] == '\n' && next == 0) || (line[0] == 0xfe && line[^2] == 0 && next == '\n')))
                break;
        }

        return Decode(line.ToArray());
    }

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> bytes) => bytes.Span switch
    {
        [0xef, 0xbb, 0xbf, ..] => bytes[3..],
        [0xff, 0xfe, ..] => Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(bytes.Span[2..])),
        [0xfe, 0xff, ..] => Encoding.UTF8.GetBytes(Encoding.BigEndianUnicode.GetString(bytes.Span[2..])),
        _ => bytes,
    };

    /// <summary>White space as Unicode defines it, which is what restic trims; bytes that are not UTF-8 are part of the password.</summary>
    private static ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> text)
    {
        while (Rune.DecodeFromUtf8(text.Span, out var first, out var length) is System.Buffers.OperationStatus.Done && Rune.IsWhiteSpace(first))
            text = text[length..];
        while (Rune.DecodeLastFromUtf8(text.Span, out var last, out var length) is System.Buffers.OperationStatus.Done && Rune.IsWhiteSpace(last))
            text = text[..^length];
        return text;
    }
}
