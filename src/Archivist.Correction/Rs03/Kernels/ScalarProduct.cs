using Archivist.Correction.Fields;

namespace Archivist.Correction.Rs03.Kernels;

/// <summary>The product by its definition, with a table of 256 products for each constant; for processors without vectors of bytes.</summary>
internal sealed unsafe class ScalarProduct : MatrixProduct
{
    private readonly byte[,] _matrix;
    private readonly byte[][] _products = new byte[256][];

    internal ScalarProduct(byte[,] matrix)
        : base(matrix)
    {
        _matrix = matrix;
        foreach (var factor in matrix)
        {
            _products[factor] ??= [.. Enumerable.Range(0, 256).Select(value => GaloisField.Multiply(factor, (byte)value))];
        }
    }

    internal override void Multiply(byte** inputs, byte** outputs, int length)
    {
        for (var row = 0; row < Rows; row++)
        {
            var output = new Span<byte>(outputs[row], length);
            output.Clear();
            for (var column = 0; column < Columns; column++)
            {
                var products = _products[_matrix[row, column]];
                var input = new ReadOnlySpan<byte>(inputs[column], length);
                for (var i = 0; i < output.Length; i++)
                    output[i] ^= products[input[i]];
            }
        }
    }
}
