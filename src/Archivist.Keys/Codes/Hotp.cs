using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Archivist.Keys.Codes;

/// <summary>One-time passwords that are counted (HOTP, RFC 4226), with HMAC-SHA-1 as the standard says.</summary>
public static class Hotp
{
    private static readonly int[] Modulus = [1_000_000, 10_000_000, 100_000_000];

    /// <summary>The code of a counter.</summary>
    /// <param name="seed">The shared secret; RFC 4226 asks for at least 16 bytes.</param>
    /// <param name="counter">Which code, from 0.</param>
    /// <param name="digits">6 to 8.</param>
    public static string CodeOf(ReadOnlySpan<byte> seed, long counter, int digits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(digits, 6);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(digits, 8);
        Span<byte> moving = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(moving, counter);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        HMACSHA1.HashData(seed, moving, hash);
        // Dynamic truncation, RFC 4226 5.3.
        var value = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xF)..]) & int.MaxValue;
        return (value % Modulus[digits - 6]).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }
}
