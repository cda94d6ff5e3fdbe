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
        Span<byte> syndromes = stackalloc byte[Length];
        syndromes = syndromes[..roots];
        return !ComputeSyndromes(codeword, syndromes) || TryCorrect(codeword, syndromes, erasures);
    }

    /// <inheritdoc cref="TryCorrect(Span{byte}, ReadOnlySpan{int})"/>
    /// <param name="codeword">255 symbols, the first at the highest power.</param>
    /// <param name="syndromes">The values of the codeword at the roots; not all of them are zero.</param>
    /// <param name="erasures">Places whose symbols are not trusted.</param>
    internal bool TryCorrect(Span<byte> codeword, ReadOnlySpan<byte> syndromes, ReadOnlySpan<int> erasures)
    {
        if (erasures.Length > roots)
            return false;
        syndromes.CopyTo(_syndromes);
        var degree = FindLocator(erasures);
        var found = degree > roots || 2 * (degree - erasures.Length) > roots - erasures.Length ? -1 : FindPlaces(degree);
        if (found != degree)
            return false;
        ComputeEvaluator(degree);
        Span<byte> magnitudes = stackalloc byte[Length];
        for (var i = 0; i < found; i++)
            magnitudes[i] = Magnitude(_places[i], degree);
        if (!Explains(magnitudes[..found]))
            return false;
        for (var i = 0; i < found; i++)
            codeword[_places[i]] ^= magnitudes[i];
        return true;
    }

    /// <summary>Whether the errors at the places have exactly these syndromes, so that what is left without them is a codeword.</summary>
    private bool Explains(ReadOnlySpan<byte> magnitudes)
    {
        Span<byte> rest = stackalloc byte[Length];
        _syndromes.CopyTo(rest);
        for (var error = 0; error < magnitudes.Length; error++)
        {
            var value = GaloisField.Multiply(magnitudes[error], ReedSolomonCode.ValueAtRoot(0, _places[error]));
            var step = ReedSolomonCode.Locator(_places[error]);
            for (var i = 0; i < roots; i++)
            {
                rest[i] ^= value;
                value = GaloisField.Multiply(value, step);
            }
        }

        return !rest[..roots].ContainsAnyExcept((byte)0);
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
        int length = erasures.Length, degree = erasures.Length, previousDegree = erasures.Length;
        for (var step = erasures.Length + 1; step <= roots; step++)
        {
            byte discrepancy = 0;
            for (var i = 0; i <= degree && i < step; i++)
                discrepancy ^= GaloisField.Multiply(_locator[i], _syndromes[step - 1 - i]);
            ShiftUp(_previous);
            previousDegree = Math.Min(previousDegree + 1, roots);
            if (discrepancy == 0)
                continue;
            var nextDegree = Math.Max(degree, previousDegree);
            _locator.CopyTo(_next, 0);
            for (var i = 0; i <= previousDegree; i++)
                _next[i] ^= GaloisField.Multiply(discrepancy, _previous[i]);
            if (2 * length <= step + erasures.Length - 1)
            {
                length = step + erasures.Length - length;
                var scale = GaloisField.Inverse(discrepancy);
                Array.Clear(_previous);
                for (var i = 0; i <= degree; i++)
                    _previous[i] = GaloisField.Multiply(_locator[i], scale);
                previousDegree = degree;
            }

            _next.CopyTo(_locator, 0);
            degree = nextDegree;
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

    /// <summary>The error evaluator: it has a lower degree than the locator.</summary>
    private void ComputeEvaluator(int degree)
    {
        Array.Clear(_evaluator);
        for (var power = 0; power < degree; power++)
        {
            byte sum = 0;
            for (var i = 0; i <= power; i++)
                sum ^= GaloisField.Multiply(_locator[i], _syndromes[power - i]);
            _evaluator[power] = sum;
        }
    }

    /// <summary>Forney's formula for codes whose first root is not the first power.</summary>
    private byte Magnitude(int place, int degree)
    {
        var inverse = ReedSolomonCode.Locator(place, -1);
        var square = GaloisField.Multiply(inverse, inverse);
        byte derivative = 0, power = 1;
        for (var i = 1; i <= degree; i += 2)
        {
            derivative ^= GaloisField.Multiply(_locator[i], power);
            power = GaloisField.Multiply(power, square);
        }

        if (derivative == 0)
            return 0;
        var value = GaloisField.Multiply(Evaluate(_evaluator.AsSpan(0, degree), inverse), ReedSolomonCode.Locator(place, 1 - ReedSolomonCode.FirstRoot));
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
