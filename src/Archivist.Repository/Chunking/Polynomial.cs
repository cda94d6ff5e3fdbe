using System.Globalization;
using System.Numerics;
using Archivist.Platform;

namespace Archivist.Repository.Chunking;

/// <summary>
/// A polynomial over GF(2), bit i being the coefficient of x^i: what restic's <c>chunker_polynomial</c> holds.
/// Rabin, "Fingerprinting by Random Polynomials" (1981).
/// </summary>
internal readonly record struct Polynomial(ulong Bits)
{
    /// <summary>restic's polynomials have this degree.</summary>
    internal const int ChunkerDegree = 53;

    internal int Degree => 63 - BitOperations.LeadingZeroCount(Bits);

    internal static bool TryParse(string? text, out Polynomial polynomial)
    {
        var ok = ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var bits);
        polynomial = new Polynomial(bits);
        return ok;
    }

    public override string ToString() => Bits.ToString("x", CultureInfo.InvariantCulture);

    /// <summary>A random irreducible polynomial of degree 53; about one in 53 candidates is one.</summary>
    internal static Polynomial GenerateIrreducible()
    {
        Span<byte> bytes = stackalloc byte[8];
        while (true)
        {
            SystemRandom.Fill(bytes);
            var bits = BitConverter.ToUInt64(bytes) & ((1UL << ChunkerDegree) - 1);
            var candidate = new Polynomial(bits | (1UL << ChunkerDegree) | 1);
            if (candidate.IsIrreducible())
                return candidate;
        }
    }

    /// <summary>
    /// Ben-Or's test: p of degree d is irreducible when gcd(p, x^(2^i) - x) = 1 for every i up to d / 2.
    /// </summary>
    internal bool IsIrreducible()
    {
        if (Degree < 1)
            return false;
        var power = new Polynomial(2);
        for (var i = 1; i <= Degree / 2; i++)
        {
            power = MultiplyModulo(power, power);
            if (Gcd(this, new Polynomial(power.Bits ^ 2)).Bits != 1)
                return false;
        }

        return true;
    }

    /// <summary>The remainder of <paramref name="dividend"/>, any 64-bit polynomial, modulo this one.</summary>
    internal ulong Reduce(ulong dividend)
    {
        for (var degree = Degree; dividend >> degree != 0;)
            dividend ^= Bits << (63 - BitOperations.LeadingZeroCount(dividend) - degree);
        return dividend;
    }

    private Polynomial MultiplyModulo(Polynomial a, Polynomial b)
    {
        ulong product = 0;
        var shifted = Reduce(a.Bits);
        for (var factor = b.Bits; factor != 0; factor >>= 1)
        {
            if ((factor & 1) != 0)
                product ^= shifted;
            shifted = Reduce(shifted << 1);
        }

        return new Polynomial(product);
    }

    private static Polynomial Gcd(Polynomial a, Polynomial b)
    {
        while (b.Bits != 0)
            (a, b) = (b, new Polynomial(b.Reduce(a.Bits)));
        return a;
    }
}
