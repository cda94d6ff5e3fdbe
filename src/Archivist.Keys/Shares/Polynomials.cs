using System.Security.Cryptography;

namespace Archivist.Keys.Shares;

/// <summary>A point of the polynomials that share a secret: one polynomial for each byte.</summary>
/// <param name="X">The member's index, or one of the two reserved for the secret and its digest.</param>
/// <param name="Y">The values there, one for each byte of the secret.</param>
internal readonly record struct SharePoint(byte X, byte[] Y);

/// <summary>Splits a secret over GF(256) and recovers it, with the digest that detects a wrong share (SLIP-0039, "Shamir's secret sharing").</summary>
internal static class Polynomials
{
    /// <summary>Where the polynomials take the value of the secret.</summary>
    private const byte SecretX = 255;

    /// <summary>Where they take that of the digest and the random key it was made with.</summary>
    private const byte DigestX = 254;

    private const int DigestLength = 4;

    /// <summary>Points with the indexes 0 to <paramref name="count"/> − 1, of which any <paramref name="threshold"/> give the secret.</summary>
    internal static SharePoint[] Split(int threshold, int count, ReadOnlySpan<byte> secret)
    {
        var points = new SharePoint[count];
        if (threshold == 1)
        {
            for (var i = 0; i < count; i++)
                points[i] = new SharePoint((byte)i, secret.ToArray());
            return points;
        }

        var known = new SharePoint[threshold];
        for (var i = 0; i < threshold - 2; i++)
            known[i] = points[i] = new SharePoint((byte)i, RandomNumberGenerator.GetBytes(secret.Length));
        var key = RandomNumberGenerator.GetBytes(secret.Length - DigestLength);
        known[^2] = new SharePoint(DigestX, [.. Digest(key, secret), .. key]);
        known[^1] = new SharePoint(SecretX, secret.ToArray());
        for (var i = threshold - 2; i < count; i++)
            points[i] = new SharePoint((byte)i, ValueAt(known, (byte)i));
        return points;
    }

    /// <summary>The secret from exactly as many points as the threshold; null if they do not belong together.</summary>
    internal static byte[]? Recover(ReadOnlySpan<SharePoint> points)
    {
        if (points.Length == 1)
            return points[0].Y;
        var secret = ValueAt(points, SecretX);
        var digest = ValueAt(points, DigestX);
        return CryptographicOperations.FixedTimeEquals(Digest(digest.AsSpan(DigestLength), secret), digest.AsSpan(0, DigestLength)) ? secret : null;
    }

    /// <summary>The value at <paramref name="x"/> of the polynomials through <paramref name="points"/>, by Lagrange's formula.</summary>
    internal static byte[] ValueAt(ReadOnlySpan<SharePoint> points, byte x)
    {
        var result = new byte[points[0].Y.Length];
        for (var i = 0; i < points.Length; i++)
        {
            byte numerator = 1, denominator = 1;
            for (var j = 0; j < points.Length; j++)
            {
                if (j == i)
                    continue;
                numerator = Gf256.Multiply(numerator, (byte)(x ^ points[j].X));
                denominator = Gf256.Multiply(denominator, (byte)(points[i].X ^ points[j].X));
            }

            var weight = Gf256.Multiply(numerator, Gf256.Invert(denominator));
            for (var k = 0; k < result.Length; k++)
                result[k] ^= Gf256.Multiply(weight, points[i].Y[k]);
        }

        return result;
    }

    private static byte[] Digest(ReadOnlySpan<byte> key, ReadOnlySpan<byte> secret) => HMACSHA256.HashData(key, secret)[..DigestLength];
}
