namespace Archivist.Correction.Fields;

/// <summary>
/// The field GF(2^16) of PAR 2.0 ("Galois Field Arithmetic"): polynomials over GF(2) modulo x^16 + x^12 + x^3 + x + 1 (0x1100B), with x as its primitive element.
/// </summary>
internal static class WordField
{
    internal const int Polynomial = 0x1100B;

    /// <summary>Elements without zero.</summary>
    internal const int Order = 65535;

    private static readonly ushort[] Powers = new ushort[2 * Order];
    private static readonly ushort[] Logarithms = new ushort[Order + 1];

    static WordField()
    {
        var power = 1;
        for (var exponent = 0; exponent < Order; exponent++)
        {
            Powers[exponent] = Powers[exponent + Order] = (ushort)power;
            Logarithms[power] = (ushort)exponent;
            power <<= 1;
            if (power > ushort.MaxValue)
                power ^= Polynomial;
        }
    }

    internal static ushort Multiply(ushort a, ushort b) => a == 0 || b == 0 ? (ushort)0 : Powers[Logarithms[a] + Logarithms[b]];

    /// <summary>1 / a; a is not zero.</summary>
    internal static ushort Inverse(ushort a) => Powers[Order - Logarithms[a]];

    /// <summary>x to a power that is not negative.</summary>
    internal static ushort Power(long exponent) => Powers[exponent % Order];

    /// <summary>
    /// The logarithms of the constants of input slices, in the order of slices: all exponents that share no factor with 65535, so that every constant has
    /// the full order. There are 32,768.
    /// </summary>
    internal static ushort[] SliceLogarithms(int count)
    {
        var result = new ushort[count];
        for (int exponent = 0, found = 0; found < count; exponent++)
        {
            if (exponent % 3 != 0 && exponent % 5 != 0 && exponent % 17 != 0 && exponent % 257 != 0)
                result[found++] = (ushort)exponent;
        }

        return result;
    }
}
