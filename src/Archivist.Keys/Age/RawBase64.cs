using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Archivist.Keys.Age;

/// <summary>Base64 of RFC 4648, section 4: canonical, without white space, and without padding where not said otherwise.</summary>
internal static class RawBase64
{
    private static readonly SearchValues<byte> Alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8);

    /// <summary>The text of some bytes, without padding.</summary>
    internal static string Encode(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    /// <summary>The bytes of a text without padding; null when it is not canonical.</summary>
    internal static byte[]? TryDecode(ReadOnlySpan<byte> text)
    {
        if (text.Length % 4 == 1)
            return null;
        var padded = new byte[(text.Length + 3) / 4 * 4];
        text.CopyTo(padded);
        padded.AsSpan(text.Length).Fill((byte)'=');
        return TryDecodePadded(padded);
    }

    /// <inheritdoc cref="TryDecode(ReadOnlySpan{byte})"/>
    internal static byte[]? TryDecode(string text) => TryDecode(Encoding.UTF8.GetBytes(text));

    /// <summary>The bytes of a text with padding; null when it is not canonical.</summary>
    internal static byte[]? TryDecodePadded(ReadOnlySpan<byte> text)
    {
        if (text.Length % 4 != 0 || text.TrimEnd((byte)'=') is var digits && (text.Length - digits.Length > 2 || digits.ContainsAnyExcept(Alphabet)))
            return null;
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        if (Base64.DecodeFromUtf8(text, bytes, out _, out var written) is not OperationStatus.Done)
            return null;
        // The framework's decoder ignores spare bits, the format does not.
        var again = new byte[text.Length];
        Base64.EncodeToUtf8(bytes.AsSpan(0, written), again, out _, out var length);
        return again.AsSpan(0, length).SequenceEqual(text) ? bytes[..written] : null;
    }
}
