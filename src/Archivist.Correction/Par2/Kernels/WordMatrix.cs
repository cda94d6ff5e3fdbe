using Archivist.Correction.Fields;

namespace Archivist.Correction.Par2.Kernels;

/// <summary>A square matrix over the field, and its inverse.</summary>
internal static class WordMatrix
{
    /// <summary>Below this the threads cost more than they save.</summary>
    private const int SmallestForThreads = 256;

    /// <summary>
    /// The inverse by elimination in place, or null when there is none; then what <paramref name="matrix"/> holds means nothing. One row of planes for each row.
    /// </summary>
    /// <param name="matrix">As many rows as <paramref name="size"/>, each with room for as many words.</param>
    /// <param name="size">Rows and columns.</param>
    /// <param name="cancellationToken">Stops.</param>
    internal static unsafe ushort[]? Invert(WordRows matrix, int size, CancellationToken cancellationToken)
    {
        // Rows change places by their addresses; the columns of the inverse change back at the end.
        var order = Enumerable.Range(0, size).ToArray();
        using var scaled = new WordRows(1, matrix.Length);
        for (var column = 0; column < size; column++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var pivot = column;
            while (pivot < size && WordPlanes.Get(matrix.Row(pivot), column) == 0)
                pivot++;
            if (pivot == size)
                return null;
            (order[pivot], order[column]) = (order[column], order[pivot]);
            matrix.Swap(pivot, column);
            var scale = WordField.Inverse(WordPlanes.Get(matrix.Row(column), column));
            WordPlanes.Set(matrix.Row(column), column, 1);
            scaled.Clear();
            WordProduct.Best.Add(matrix.Rows + column, 1, &scale, scaled.Rows, 1, 0, matrix.Length);
            scaled.Row(0).CopyTo(matrix.Row(column));
            var current = column;
            if (size < SmallestForThreads)
                Reduce(matrix, scaled, current, 0, size);
            else
                Parallel.For(0, Environment.ProcessorCount, part => Reduce(matrix, scaled, current, size * part / Environment.ProcessorCount, size * (part + 1) / Environment.ProcessorCount));
        }

        var inverse = new ushort[size * size];
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
                inverse[(row * size) + order[column]] = WordPlanes.Get(matrix.Row(row), column);
        }

        return inverse;
    }

    private static unsafe void Reduce(WordRows matrix, WordRows scaled, int column, int from, int to)
    {
        for (var row = from; row < to; row++)
        {
            var factor = WordPlanes.Get(matrix.Row(row), column);
            if (row == column || factor == 0)
                continue;
            WordPlanes.Set(matrix.Row(row), column, 0);
            WordProduct.Best.Add(scaled.Rows, 1, &factor, matrix.Rows + row, 1, 0, matrix.Length);
        }
    }
}
