using System.Runtime.Intrinsics.X86;
using Archivist.Correction.Fields;

namespace Archivist.Correction.Rs03.Kernels;

/// <summary>
/// A constant matrix times vectors of bytes over the field: every output row is the sum of all input rows, each times a constant. The implementations
/// give the same bytes. Immutable; any number of threads can use one.
/// </summary>
internal abstract unsafe class MatrixProduct
{
    /// <summary>What the length of the rows must be a multiple of.</summary>
    internal const int Granularity = 256;

    private protected MatrixProduct(byte[,] matrix)
    {
        Rows = matrix.GetLength(0);
        Columns = matrix.GetLength(1);
    }

    internal int Rows { get; }

    internal int Columns { get; }

    /// <summary>The fastest one that this processor has.</summary>
    internal static MatrixProduct Create(byte[,] matrix) =>
        GfniVectors.IsSupported ? new GfniProduct512(matrix)
        : GfniProduct256.IsSupported ? new GfniProduct256(matrix)
        : Avx2.IsSupported ? new Avx2Product(matrix)
        : new ScalarProduct(matrix);

    /// <summary>Computes <paramref name="length"/> bytes of every output row, from the same place of every input row; rows must not overlap.</summary>
    /// <param name="inputs">As many rows as the matrix has columns.</param>
    /// <param name="outputs">As many rows as the matrix has rows; what is there is written over.</param>
    /// <param name="length">A multiple of <see cref="Granularity"/>.</param>
    internal abstract void Multiply(byte** inputs, byte** outputs, int length);
}
