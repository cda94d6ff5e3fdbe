namespace Archivist.Keys.Codes;

/// <summary>Base 32 of RFC 4648, section 6, without padding, as key URIs have it.</summary>
internal static class Base32
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The text of bytes.</summary>
    internal static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new char[(bytes.Length * 8 + 4) / 5];
        for (var i = 0; i < text.Length; i++)
        {
            var value = 0;
            for (var bit = i * 5; bit < i * 5 + 5; bit++)
                value = value << 1 | (bit < bytes.Length * 8 ? bytes[bit / 8] >> (7 - bit % 8) & 1 : 0);
            text[i] = Alphabet[value];
        }

        return new string(text);
    }

    /// <summary>The bytes of a text in capitals; null for anything else. Bits that fill no byte must be zero.</summary>
    internal static byte[]? TryDecode(string text)
    {
        var bytes = new byte[text.Length * 5 / 8];
        for (var i = 0; i < text.Length; i++)
        {
            var value = Alphabet.IndexOf(text[i], StringComparison.Ordinal);
            if (value < 0)
                return null;
            for (var bit = 0; bit < 5; bit++)
            {
                if ((value >> (4 - bit) & 1) == 0)
                    continue;
                var place = i * 5 + bit;
                if (place / 8 >= bytes.Length)
                    return null;
                bytes[place / 8] |= (byte)(0x80 >> place % 8);
            }
        }

        return bytes;
    }
}
