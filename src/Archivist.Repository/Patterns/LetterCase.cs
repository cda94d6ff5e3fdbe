using System.Buffers;
using System.Text;

namespace Archivist.Repository.Patterns;

/// <summary>Small letters for comparing, by Unicode's simple mapping and without any language's rules.</summary>
internal static class LetterCase
{
    private const int CapitalIWithDot = 0x130;

    /// <summary>The text in small letters; what is not UTF-8 becomes U+FFFD, as restic has it.</summary>
    internal static byte[] Lower(ReadOnlySpan<byte> text)
    {
        if (text.IndexOfAnyExceptInRange((byte)0, (byte)0x7f) < 0)
        {
            var ascii = text.ToArray();
            for (var i = 0; i < ascii.Length; i++)
                ascii[i] = ascii[i] is >= (byte)'A' and <= (byte)'Z' ? (byte)(ascii[i] | 0x20) : ascii[i];
            return ascii;
        }

        var lower = new ArrayBufferWriter<byte>(text.Length + 8);
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(text, out var rune, out var length) != OperationStatus.Done)
                (rune, length) = (Rune.ReplacementChar, 1);
            var small = rune.Value == CapitalIWithDot ? new Rune('i') : Rune.ToLowerInvariant(rune);
            lower.Advance(small.EncodeToUtf8(lower.GetSpan(4)));
            text = text[length..];
        }

        return lower.WrittenSpan.ToArray();
    }
}
