using System.Security.Cryptography;

namespace Archivist.Keys.Age;

/// <summary>Bech32 of BIP 173 without its limit of length, as age uses it. Texts are ASCII in bytes, so that those of secrets can be wiped.</summary>
internal static class Bech32
{
    private const int ChecksumLength = 6;

    private static readonly uint[] Generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

    private static ReadOnlySpan<byte> Digits => "qpzry9x8gf2tvdw0s3jn54khce6mua7l"u8;

    /// <summary>The text of some bytes, in lower case.</summary>
    /// <param name="prefix">The human-readable part, in lower case.</param>
    /// <param name="bytes">What is encoded.</param>
    internal static byte[] Encode(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> bytes)
    {
        var groups = ((bytes.Length * 8) + 4) / 5;
        var text = new byte[prefix.Length + 1 + groups + ChecksumLength];
        prefix.CopyTo(text);
        text[prefix.Length] = (byte)'1';
        var data = text.AsSpan(prefix.Length + 1);
        var (bits, count, at) = (0, 0, 0);
        foreach (var value in bytes)
        {
            bits = ((bits << 8) | value) & 0xFFF;
            for (count += 8; count >= 5; count -= 5)
                data[at++] = (byte)((bits >> (count - 5)) & 31);
        }

        if (count > 0)
            data[at] = (byte)((bits << (5 - count)) & 31);
        var checksum = Checksum(prefix, data) ^ 1;
        for (var i = 0; i < ChecksumLength; i++)
            data[groups + i] = (byte)((checksum >> (5 * (ChecksumLength - 1 - i))) & 31);
        foreach (ref var value in data)
            value = Digits[value];
        return text;
    }

    /// <summary>The bytes of a text in one letter case; null when it has another prefix, a wrong checksum or another fault. The caller wipes what is secret.</summary>
    /// <param name="prefix">The human-readable part, in lower case.</param>
    /// <param name="text">The text, without white space.</param>
    internal static byte[]? TryDecode(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> text)
    {
        if (text.Length < prefix.Length + 1 + ChecksumLength || (text.ContainsAnyInRange((byte)'a', (byte)'z') && text.ContainsAnyInRange((byte)'A', (byte)'Z')))
            return null;
        var values = new byte[text.Length];
        try
        {
            for (var i = 0; i < text.Length; i++)
                values[i] = text[i] is >= (byte)'A' and <= (byte)'Z' ? (byte)(text[i] | 0x20) : text[i];
            if (!values.AsSpan(0, prefix.Length).SequenceEqual(prefix) || values[prefix.Length] != '1')
                return null;
            var data = values.AsSpan(prefix.Length + 1);
            foreach (ref var value in data)
            {
                var digit = Digits.IndexOf(value);
                if (digit < 0)
                    return null;
                value = (byte)digit;
            }

            return Checksum(prefix, data) == 1 ? Regroup(data[..^ChecksumLength]) : null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(values);
        }
    }

    /// <summary>Groups of five bits as bytes; null when the bits left over are not those of padding.</summary>
    private static byte[]? Regroup(ReadOnlySpan<byte> groups)
    {
        var bytes = new byte[groups.Length * 5 / 8];
        var (bits, count, at) = (0, 0, 0);
        foreach (var group in groups)
        {
            bits = ((bits << 5) | group) & 0xFFF;
            count += 5;
            if (count < 8)
                continue;
            count -= 8;
            bytes[at++] = (byte)(bits >> count);
        }

        if (count < 5 && (bits & ((1 << count) - 1)) == 0)
            return bytes;
        CryptographicOperations.ZeroMemory(bytes);
        return null;
    }

    private static uint Checksum(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> data)
    {
        var sum = 1u;
        foreach (var letter in prefix)
            sum = Step(sum, (uint)letter >> 5);
        sum = Step(sum, 0);
        foreach (var letter in prefix)
            sum = Step(sum, letter & 31u);
        foreach (var value in data)
            sum = Step(sum, value);
        return sum;
    }

    private static uint Step(uint sum, uint value)
    {
        var top = sum >> 25;
        sum = ((sum & 0x1FFFFFF) << 5) ^ value;
        for (var i = 0; i < Generators.Length; i++)
            sum ^= ((top >> i) & 1) * Generators[i];
        return sum;
    }
}
