namespace Archivist.Keys.Shares;

/// <summary>
/// The field GF(256) with the polynomial of Rijndael, x⁸ + x⁴ + x³ + x + 1 (SLIP-0039, "Shamir's secret sharing"). Another field than that of RS03 and PAR2, whose polynomials differ.
/// No tables and no branches on values: the time does not depend on a secret.
/// </summary>
internal static class Gf256
{
    private const int Polynomial = 0x1B;

    internal static byte Multiply(byte a, byte b)
    {
        int product = 0, factor = a;
        for (var bit = 0; bit < 8; bit++)
        {
            product ^= factor & -((b >> bit) & 1);
            factor = (factor << 1) & 0xFF ^ Polynomial & -(factor >> 7);
        }

        return (byte)product;
    }

    /// <summary>The inverse: the 254th power. That of 0 is 0.</summary>
    internal static byte Invert(byte value)
    {
        var power = value;
        for (var i = 0; i < 6; i++)
            power = Multiply(Multiply(power, power), value);
        return Multiply(power, power);
    }
}
