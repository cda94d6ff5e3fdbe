using Org.BouncyCastle.Math.EC.Rfc7748;

namespace Archivist.Keys.Age;

/// <summary>X25519 of RFC 7748.</summary>
internal static class Curve
{
    /// <summary>Bytes of a secret, of a public share, and of what two sides share.</summary>
    internal const int Size = 32;

    /// <summary>The public share of a secret.</summary>
    internal static byte[] PublicOf(byte[] secret)
    {
        var share = new byte[Size];
        X25519.ScalarMultBase(secret, 0, share, 0);
        return share;
    }

    /// <summary>What a secret and the share of the other side have in common; the caller wipes it. Null for a share of low order, with which every secret has the same.</summary>
    internal static byte[]? TryAgree(byte[] secret, byte[] share)
    {
        var common = new byte[Size];
        return X25519.CalculateAgreement(secret, 0, share, 0, common, 0) ? common : null;
    }
}
