using Archivist.Correction.Fields;
using Archivist.Correction.Rs03.Kernels;
using Archivist.Images.Model;
using Archivist.Images.Reading;

namespace Archivist.Correction.Rs03;

/// <summary>
/// Determines the number of roots from a row of sectors alone. A codeword with r roots is zero at the first r of them and, but for chance, not at the next; with
/// erasures the same holds of the syndromes times the erasure locator, from the number of erasures on. The checksum layer is taken for an erasure, because
/// this is asked when that layer is gone.
/// </summary>
internal static class CodeSignature
{
    private const int Samples = 8;

    /// <summary>Zeros in each sample that count as more than chance.</summary>
    private const int MinZeros = 4;

    internal static int? FindRoots(IImageSource source, int sectorsPerLayer, int index)
    {
        var reader = new SliceReader(source, null);
        var row = new byte[Rs03Layout.Layers * Sector.Size];
        var missing = new bool[Rs03Layout.Layers];
        for (var layer = 0; layer < Rs03Layout.Layers; layer++)
            reader.Read(((long)layer * sectorsPerLayer) + index, row.AsSpan(layer * Sector.Size, Sector.Size), missing.AsSpan(layer, 1));
        int[] erasures = [.. Enumerable.Range(0, Rs03Layout.Layers).Where(layer => missing[layer])];
        if (erasures.Length >= Rs03Layout.MaxRoots)
            return null;
        var products = Enumerable.Range(0, Samples).Select(sample => Product(row, sample * (Sector.Size / Samples), erasures)).ToList();
        for (var roots = Rs03Layout.MaxRoots; roots >= Rs03Layout.MinRoots; roots--)
        {
            var crcLayer = Rs03Layout.Layers - 1 - roots;
            var from = erasures.Length + (missing[crcLayer] ? 0 : 1);
            if (roots - from < MinZeros)
                return null;
            var locator = missing[crcLayer] ? (byte)0 : ReedSolomonCode.Locator(crcLayer);
            if (products.TrueForAll(product => IsZero(product, locator, from, roots)) && products.Exists(product => product.AsSpan().IndexOfAnyExcept((byte)0) >= 0))
                return roots;
        }

        return null;
    }

    /// <summary>The syndromes of one byte of the row, times the locator of the erasures.</summary>
    private static byte[] Product(byte[] row, int at, int[] erasures)
    {
        Span<byte> codeword = stackalloc byte[Rs03Layout.Layers];
        for (var layer = 0; layer < codeword.Length; layer++)
            codeword[layer] = row[(layer * Sector.Size) + at];
        var product = new byte[Rs03Layout.MaxRoots];
        ReedSolomonDecoder.ComputeSyndromes(codeword, product);
        foreach (var place in erasures)
        {
            var locator = ReedSolomonCode.Locator(place);
            for (var power = product.Length - 1; power > 0; power--)
                product[power] ^= GaloisField.Multiply(product[power - 1], locator);
        }

        return product;
    }

    private static bool IsZero(byte[] product, byte locator, int from, int to)
    {
        for (var power = from; power < to; power++)
        {
            if ((product[power] ^ (power == 0 ? 0 : GaloisField.Multiply(product[power - 1], locator))) != 0)
                return false;
        }

        return true;
    }
}
