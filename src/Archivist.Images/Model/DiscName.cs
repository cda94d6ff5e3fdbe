using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Archivist.Images.Model;

/// <summary>
/// Names of POSIX are bytes, names here are text. Bytes that are not UTF-8 become U+DC80 to U+DCFF, halves of surrogate pairs that
/// no text has, so that every name survives the way to the disc. Rock Ridge has the bytes; UDF and Joliet, which only know text,
/// show such a name as if each byte were a character.
/// </summary>
public static class DiscName
{
    private const int Escape = 0xDC00;

    /// <summary>The text that stands for these bytes.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
            return Encoding.UTF8.GetString(bytes);
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var length) == OperationStatus.Done)
                text.Append(rune.ToString());
            else
            {
                foreach (var b in bytes[..length])
                    text.Append((char)(Escape + b));
            }

            bytes = bytes[length..];
        }

        return text.ToString();
    }

    /// <summary>The bytes that a text stands for; <see cref="ArgumentException"/> when it has other halves of characters.</summary>
    public static byte[] Encode(string text)
    {
        var bytes = new byte[text.Length * 3];
        return bytes[..Encode(text, bytes)];
    }

    internal static int Encode(ReadOnlySpan<char> text, Span<byte> destination)
    {
        if (Utf8.FromUtf16(text, destination, out _, out var written, replaceInvalidSequences: false) == OperationStatus.Done)
            return written;
        written = 0;
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out var rune, out var length) == OperationStatus.Done)
                written += rune.EncodeToUtf8(destination[written..]);
            else if (IsEscape(text[0]))
                destination[written++] = (byte)(text[0] - Escape);
            else
                throw new ArgumentException("is not valid Unicode");
            text = text[length..];
        }

        return written;
    }

    /// <summary>What a file system of characters calls it.</summary>
    internal static string Readable(string name)
    {
        foreach (var c in name)
        {
            if (char.IsSurrogate(c))
                return HasEscape(name) ? Encoding.Latin1.GetString(Encode(name)) : name;
        }

        return name;
    }

    private static bool HasEscape(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out var length) != OperationStatus.Done)
                return true;
            text = text[length..];
        }

        return false;
    }

    private static bool IsEscape(char c) => c is >= '\uDC80' and <= '\uDCFF';
}
