namespace Archivist.Correction.Fields;

/// <summary>A square matrix over the field, and its inverse.</summary>
internal static class GaloisMatrix
{
    /// <summary>The inverse by elimination, or null when there is none. Overwrites <paramref name="matrix"/>.</summary>
    internal static byte[,]? Invert(byte[,] matrix)
    {
        var size = matrix.GetLength(0);
        var inverse = new byte[size, size];
        for (var i = 0; i < size; i++)
            inverse[i, i] = 1;
        for (var column = 0; column < size; column++)
        {
            var pivot = column;
            while (pivot < size && matrix[pivot, column] == 0)
                pivot++;
            if (pivot == size)
                return null;
            Swap(matrix, pivot, column);
            Swap(inverse, pivot, column);
            var scale = GaloisField.Inverse(matrix[column, column]);
            Scale(matrix, column, scale);
            Scale(inverse, column, scale);
            for (var row = 0; row < size; row++)
            {
                var factor = matrix[row, column];
                if (row == column || factor == 0)
                    continue;
                Add(matrix, row, column, factor);
                Add(inverse, row, column, factor);
            }
        }

        return inverse;
    }

    private static void Swap(byte[,] matrix, int a, int b)
    {
        for (var column = 0; a != b && column < matrix.GetLength(1); column++)
            (matrix[a, column], matrix[b, column]) = (matrix[b, column], matrix[a, column]);
    }

    private static void Scale(byte[,] matrix, int row, byte factor)
    {
        for (var column = 0; column < matrix.GetLength(1); column++)
            matrix[row, column] = GaloisField.Multiply(matrix[row, column], factor);
    }

    private static void Add(byte[,] matrix, int row, int other, byte factor)
    {
        for (var column = 0; column < matrix.GetLength(1); column++)
            matrix[row, column] ^= GaloisField.Multiply(matrix[other, column], factor);
    }
}
