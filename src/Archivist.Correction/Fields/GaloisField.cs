namespace Archivist.Correction.Fields;

/// <summary>
/// The field GF(2^8) of RS03: polynomials over GF(2) modulo x^8 + x^7 + x^2 + x + 1 (0x187), the field of CCSDS 131.0-B, with x as its primitive element.
/// </summary>
internal static class GaloisField
{
    internal const int Polynomial = 0x187;

    /// <summary>Elements without zero, which is also the length of a codeword.</summary>
    internal const int Order = 255;

    private static readonly byte[] Powers = new byte[2 * Order];
    private static readonly byte[] Logarithms = new byte[Order + 1];

    static GaloisField()
    {
        var power = 1;
        for (var exponent = 0; exponent < Order; exponent++)
        {
            Powers[exponent] = Powers[exponent + Order] = (byte)power;
            Logarithms[power] = (byte)exponent;
            power <<= 1;
            if (power > byte.MaxValue)
                power ^= Polynomial;
        }
    }

    internal static byte Multiply(byte a, byte b) => a == 0 || b == 0 ? (byte)0 : Powers[Logarithms[a] + Logarithms[b]];

    /// <summary>1 / a; a is not zero.</summary>
    internal static byte Inverse(byte a) => Powers[Order - Logarithms[a]];

    /// <summary>x to any power, also a negative one.</summary>
    internal static byte Power(int exponent) => Powers[((exponent % Order) + Order) % Order];

    /// <summary>
    /// Multiplication by a constant as the 8 by 8 bit matrix that GF2P8AFFINEQB takes: the highest byte has the row of the lowest bit.
    /// </summary>
    internal static ulong MatrixOf(byte factor) => GfniVectors.MatrixOf(bit => Multiply(factor, (byte)(1 << bit)));
}
