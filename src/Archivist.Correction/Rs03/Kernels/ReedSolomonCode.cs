using Archivist.Correction.Fields;

namespace Archivist.Correction.Rs03.Kernels;

/// <summary>
/// The systematic code RS(255, 255 - roots) of dvdisaster (codec specification, appendix "RS(255,k) encoding parameters"): first consecutive root 112,
/// primitive element 11, the first symbol of a codeword at the highest power. Immutable.
/// </summary>
internal sealed class ReedSolomonCode
{
    internal const int FirstRoot = 112;

    internal const int PrimitiveElement = 11;

    /// <summary>How many parity symbols dvdisaster allows in an image.</summary>
    internal const int MinRoots = 8;

    /// <inheritdoc cref="MinRoots"/>
    internal const int MaxRoots = 170;

    internal ReedSolomonCode(int roots)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(roots, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(roots, GaloisField.Order - 1);
        Roots = roots;
        Parity = BuildParity(Generator(roots));
    }

    /// <summary>Parity symbols of a codeword: how many erasures it survives.</summary>
    internal int Roots { get; }

    /// <summary>Symbols before the parity.</summary>
    internal int Data => GaloisField.Order - Roots;

    /// <summary>Row r, column d: what data symbol d adds to parity symbol r, as a multiple of itself. Every square part of it can be inverted.</summary>
    internal byte[,] Parity { get; }

    /// <summary>The generator polynomial, lowest power first; the highest is 1.</summary>
    internal static byte[] Generator(int roots)
    {
        var generator = new byte[roots + 1];
        generator[0] = 1;
        for (var i = 0; i < roots; i++)
        {
            var root = RootAt(i);
            for (var power = i + 1; power > 0; power--)
                generator[power] = (byte)(generator[power - 1] ^ GaloisField.Multiply(generator[power], root));
            generator[0] = GaloisField.Multiply(generator[0], root);
        }

        return generator;
    }

    internal static byte RootAt(int index) => GaloisField.Power(PrimitiveElement * (FirstRoot + index));

    /// <summary>What a 1 at a place of a codeword has as its value at a root.</summary>
    internal static byte ValueAtRoot(int root, int place) =>
        GaloisField.Power(PrimitiveElement * (FirstRoot + root) % GaloisField.Order * (GaloisField.Order - 1 - place));

    /// <summary>Row r, column c: what a symbol at place c adds to the value at root r, as a multiple of itself. It makes syndromes of many codewords at once.</summary>
    internal static byte[,] SyndromeMatrix(int roots)
    {
        var matrix = new byte[roots, GaloisField.Order];
        for (var root = 0; root < roots; root++)
        {
            for (var place = 0; place < GaloisField.Order; place++)
                matrix[root, place] = ValueAtRoot(root, place);
        }

        return matrix;
    }

    /// <summary>The locator of a place in a codeword, to a power.</summary>
    internal static byte Locator(int place, int power = 1) =>
        GaloisField.Power(PrimitiveElement * (GaloisField.Order - 1 - place) % GaloisField.Order * power);

    /// <summary>What is left of each data symbol's power of x after division by the generator.</summary>
    private byte[,] BuildParity(byte[] generator)
    {
        var matrix = new byte[Roots, Data];
        var remainder = generator.AsSpan(0, Roots).ToArray();
        for (var place = Data - 1; place >= 0; place--)
        {
            for (var root = 0; root < Roots; root++)
                matrix[root, place] = remainder[Roots - 1 - root];
            var highest = remainder[^1];
            for (var power = Roots - 1; power > 0; power--)
                remainder[power] = (byte)(remainder[power - 1] ^ GaloisField.Multiply(highest, generator[power]));
            remainder[0] = GaloisField.Multiply(highest, generator[0]);
        }

        return matrix;
    }
}
