using Archivist.Correction.Fields;

namespace Archivist.Correction.Rs03.Kernels;

/// <summary>The bit matrices of a matrix of constants in the order in which a kernel reads them.</summary>
internal static class GroupedMatrices
{
    private static readonly ulong[] Known = [.. Enumerable.Range(0, 256).Select(factor => GaloisField.MatrixOf((byte)factor))];

    /// <summary>Group by group of rows, column by column, row by row; zeros fill up the last group.</summary>
    internal static ulong[] Of(byte[,] matrix, int group)
    {
        int rows = matrix.GetLength(0), columns = matrix.GetLength(1);
        var result = new ulong[(rows + group - 1) / group * group * columns];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
                result[(row / group * group * columns) + (column * group) + (row % group)] = Known[matrix[row, column]];
        }

        return result;
    }
}
