using Archivist.Correction.Fields;

namespace Archivist.Correction.Rs03.Kernels;

/// <summary>
/// Decodes single codewords with erasures and errors: syndromes, Berlekamp-Massey started with the erasure locator, search for its zeros, Forney's
/// formula. For the few bytes where places are unknown; whole sectors with known places go through <see cref="MatrixProduct"/>. Not thread-safe.
/// </summary>
internal sealed class ReedSolomonDecoder(int roots)
{
    private const int Length = GaloisField.Order;

    private readonly byte[] _syndromes = new byte[roots];
    private readonly byte[] _locator = new byte[roots + 1];
    private readonly byte[] _previous = new byte[roots + 1];
    private readonly byte[] _next = new byte[roots + 1];
    private readonly byte[] _evaluator = new byte[roots];
    private readonly int[] _places = new int[roots];

    /// <summary>
    /// Corrects <paramref name="codeword"/> in place. True when it is a codeword now, with at most (roots - erasures) / 2 errors besides the erasures;
    /// otherwise it is unchanged.
    /// </summary>
    internal bool TryCorrect(Span<byte> codeword, ReadOnlySpan<int> erasures)
    {
        if (erasures.Length > roots)
            return false;
        if (!ComputeSyndromes(codeword, _syndromes))
            return true;
        var degree = FindLocator(erasures);
        var found = degree > roots || 2 * (degree - erasures.Length) > roots - erasures.Length ? -1 : FindPlaces(degree);
        if (found != degree)
            return false;
        ComputeEvaluator();
        Span<byte> before = stackalloc byte[Length];
        codeword.CopyTo(before);
        for (var i = 0; i < found; i++)
            codeword[_places[i]] ^= Magnitude(_places[i]);
        if (!ComputeSyndromes(codeword, _syndromes))
            return true;
        before.CopyTo(codeword);
        return false;
    }

    /// <summary>The values of the codeword at the roots; true when any is not zero.</summary>
    internal static bool ComputeSyndromes(ReadOnlySpan<byte> codeword, Span<byte> syndromes)
    {
        var any = 0;
        for (var i = 0; i < syndromes.Length; i++)
        {
            var root = ReedSolomonCode.RootAt(i);
            byte sum = 0;
            foreach (var symbol in codeword)
                sum = (byte)(GaloisField.Multiply(sum, root) ^ symbol);
            syndromes[i] = sum;
            any |= sum;
        }

        return any != 0;
    }

    private int FindLocator(ReadOnlySpan<int> erasures)
    {
        Array.Clear(_locator);
        _locator[0] = 1;
        for (var i = 0; i < erasures.Length; i++)
        {
            var locator = ReedSolomonCode.Locator(erasures[i]);
            for (var power = i + 1; power > 0; power--)
                _locator[power] ^= GaloisField.Multiply(_locator[power - 1], locator);
        }

        _locator.CopyTo(_previous, 0);
        var length = erasures.Length;
        for (var step = erasures.Length + 1; step <= roots; step++)
        {
            byte discrepancy = 0;
            for (var i = 0; i < step; i++)
                discrepancy ^= GaloisField.Multiply(_locator[i], _syndromes[step - 1 - i]);
            ShiftUp(_previous);
            if (discrepancy == 0)
                continue;
            for (var i = 0; i <= roots; i++)
                _next[i] = (byte)(_locator[i] ^ GaloisField.Multiply(discrepancy, _previous[i]));
            if (2 * length <= step + erasures.Length - 1)
            {
                length = step + erasures.Length - length;
                var scale = GaloisField.Inverse(discrepancy);
                for (var i = 0; i <= roots; i++)
                    _previous[i] = GaloisField.Multiply(_locator[i], scale);
            }

            _next.CopyTo(_locator, 0);
        }

        return Array.FindLastIndex(_locator, coefficient => coefficient != 0);
    }

    private static void ShiftUp(byte[] polynomial)
    {
        polynomial.AsSpan(0, polynomial.Length - 1).CopyTo(polynomial.AsSpan(1));
        polynomial[0] = 0;
    }

    /// <summary>How many places the locator has, up to its degree.</summary>
    private int FindPlaces(int degree)
    {
        var found = 0;
        for (var place = 0; place < Length && found < degree; place++)
        {
            if (Evaluate(_locator.AsSpan(0, degree + 1), ReedSolomonCode.Locator(place, -1)) == 0)
                _places[found++] = place;
        }

        return found;
    }

    private void ComputeEvaluator()
    {
        for (var power = 0; power < roots; power++)
        {
            byte sum = 0;
            for (var i = 0; i <= power; i++)
                sum ^= GaloisField.Multiply(_locator[i], _syndromes[power - i]);
            _evaluator[power] = sum;
        }
    }

    /// <summary>Forney's formula for codes whose first root is not the first power.</summary>
    private byte Magnitude(int place)
    {
        var inverse = ReedSolomonCode.Locator(place, -1);
        var square = GaloisField.Multiply(inverse, inverse);
        byte derivative = 0, power = 1;
        for (var i = 1; i <= roots; i += 2)
        {
            derivative ^= GaloisField.Multiply(_locator[i], power);
            power = GaloisField.Multiply(power, square);
        }

        if (derivative == 0)
            return 0;
        var value = GaloisField.Multiply(Evaluate(_evaluator, inverse), ReedSolomonCode.Locator(place, 1 - ReedSolomonCode.FirstRoot));
        return GaloisField.Multiply(value, GaloisField.Inverse(derivative));
    }

    private static byte Evaluate(ReadOnlySpan<byte> polynomial, byte at)
    {
        byte sum = 0;
        for (var power = polynomial.Length - 1; power >= 0; power--)
            sum = (byte)(GaloisField.Multiply(sum, at) ^ polynomial[power]);
        return sum;
    }
}
