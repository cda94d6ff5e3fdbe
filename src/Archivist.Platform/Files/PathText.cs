using System.Buffers;
using System.Text;

namespace Archivist.Platform.Files;

/// <summary>
/// Paths as text that loses nothing: a byte that is not part of UTF-8 becomes a lone surrogate, U+DC80 for 0x80 to U+DCFF for 0xFF, which no text otherwise
/// has, and turns back into that byte.
/// </summary>
public static class PathText
{
    /// <summary>The text of a path.</summary>
    public static string Of(ReadOnlySpan<byte> bytes) => Decode(bytes, value => (char)(0xDC00 + value));

    /// <summary>The bytes of a path.</summary>
    public static byte[] BytesOf(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAnyInRange('\uDC80', '\uDCFF') < 0)
            return Encoding.UTF8.GetBytes(text.ToArray());
        var bytes = new List<byte>(text.Length);
        Span<byte> utf8 = stackalloc byte[4];
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out var rune, out var length) is not OperationStatus.Done && text[0] is >= '\uDC80' and <= '\uDCFF')
                bytes.Add((byte)(text[0] - 0xDC00));
            else
                bytes.AddRange(utf8[..rune.EncodeToUtf8(utf8)]);
            text = text[length..];
        }

        return [.. bytes];
    }

    /// <summary>The text as a snapshot lists it: each byte that is not part of UTF-8 is U+FFFD, as restic writes it.</summary>
    public static string Shown(string text) => text.AsSpan().IndexOfAnyInRange('\uDC80', '\uDCFF') < 0 ? text : Shown(BytesOf(text));

    /// <inheritdoc cref="Shown(string)"/>
    public static string Shown(ReadOnlySpan<byte> bytes) => Decode(bytes, _ => '\uFFFD');

    private static string Decode(ReadOnlySpan<byte> bytes, Func<byte, char> other)
    {
        if (System.Text.Unicode.Utf8.IsValid(bytes))
            return Encoding.UTF8.GetString(bytes);
        var text = new StringBuilder(bytes.Length);
        Span<char> utf16 = stackalloc char[2];
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var length) is OperationStatus.Done)
                text.Append(utf16[..rune.EncodeToUtf16(utf16)]);
            else
                (length, _) = (1, text.Append(other(bytes[0])));
            bytes = bytes[length..];
        }

        return text.ToString();
    }
}
