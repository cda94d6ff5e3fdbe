using Archivist.Correction.Fields;
using Archivist.Correction.Par2.Kernels;

namespace Archivist.Correction.Par2;

/// <summary>
/// Sums of slices times constants, one band of all slices at a time, on all processors. While one batch of slices is added, the next one is read. Bands are
/// so long that sums and batches together stay below a fixed amount of memory.
/// </summary>
internal sealed class SliceSums : IDisposable
{
    /// <summary>The maximum memory for all rows of a band, in bytes.</summary>
    private const int Memory = 96 << 20;

    /// <summary>Shorter parts of slices are not worth their reading.</summary>
    private const int ShortestBand = 4096;

    /// <summary>The number of bytes of all columns that stay in the second-level cache.</summary>
    private const int Tile = 8192;

    /// <summary>Rows that one thread takes at a time.</summary>
    private const int RowsAtOnce = 64;

    private readonly WordRows[] _batches;
    private readonly byte[] _read;

    /// <param name="bandLength">The longest part of slices that is summed at a time.</param>
    internal SliceSums(int bandLength)
    {
        _batches = [new WordRows(WordProduct.MostColumns, bandLength), new WordRows(WordProduct.MostColumns, bandLength)];
        _read = new byte[bandLength];
    }

    /// <summary>The length of bands for a number of rows of sums and results.</summary>
    internal static int BandLength(int sliceSize, long rows)
    {
        var length = Memory / (rows + (2 * WordProduct.MostColumns)) / ShortestBand * ShortestBand;
        return (int)Math.Min(Math.Max(length, ShortestBand), sliceSize);
    }

    /// <summary>Adds one band of slices to sums.</summary>
    /// <param name="sums">A row for each exponent.</param>
    /// <param name="columns">Number and logarithm of each slice that is added.</param>
    /// <param name="exponents">Those of the recovery slices.</param>
    /// <param name="read">Fills a buffer with the band of a slice.</param>
    /// <param name="length">Bytes of the band.</param>
    /// <param name="cancellationToken">Stops.</param>
    internal async Task AddAsync(
        WordRows sums, IReadOnlyList<(int Slice, ushort Logarithm)> columns, IReadOnlyList<int> exponents, BandReader read, int length, CancellationToken cancellationToken)
    {
        var reading = ReadAsync(0);
        for (var first = 0; first < columns.Count; first += WordProduct.MostColumns)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await reading;
            var count = Math.Min(WordProduct.MostColumns, columns.Count - first);
            var next = first + count;
            var batch = _batches[first / WordProduct.MostColumns % 2];
            reading = next < columns.Count ? ReadAsync(next) : Task.CompletedTask;
            var factors = new ushort[exponents.Count * count];
            for (var row = 0; row < exponents.Count; row++)
            {
                for (var column = 0; column < count; column++)
                    factors[(row * count) + column] = WordField.Power((long)columns[first + column].Logarithm * exponents[row]);
            }

            await Task.Run(() => Add(batch, 0, count, factors, count, 0, sums, length), cancellationToken);
        }

        await reading;

        Task ReadAsync(int first) => Task.Run(
            () =>
            {
                var batch = _batches[first / WordProduct.MostColumns % 2];
                for (var column = 0; column < Math.Min(WordProduct.MostColumns, columns.Count - first); column++)
                {
                    read(columns[first + column].Slice, _read.AsSpan(0, length));
                    WordPlanes.Split(_read.AsSpan(0, length), batch.Row(column));
                }
            },
            cancellationToken);
    }

    /// <summary>Adds rows times a matrix to other rows.</summary>
    /// <param name="inputs">As many rows as the matrix has columns.</param>
    /// <param name="matrix">Row by row.</param>
    /// <param name="outputs">The rows that are added to.</param>
    /// <param name="length">Bytes of each row that count.</param>
    /// <param name="cancellationToken">Stops.</param>
    internal static void AddProduct(WordRows inputs, ushort[] matrix, WordRows outputs, int length, CancellationToken cancellationToken)
    {
        for (var first = 0; first < inputs.Count; first += WordProduct.MostColumns)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Add(inputs, first, Math.Min(WordProduct.MostColumns, inputs.Count - first), matrix, inputs.Count, first, outputs, length);
        }
    }

    public void Dispose()
    {
        foreach (var batch in _batches)
            batch.Dispose();
    }

    /// <summary>Every thread takes a tile of some rows; none touches what another writes.</summary>
    private static unsafe void Add(WordRows inputs, int firstInput, int columns, ushort[] factors, int factorStride, int firstFactor, WordRows outputs, int length)
    {
        length = (length + WordProduct.Granularity - 1) / WordProduct.Granularity * WordProduct.Granularity;
        var tiles = (length + Tile - 1) / Tile;
        var groups = (outputs.Count + RowsAtOnce - 1) / RowsAtOnce;
        Parallel.For(0, tiles * groups, part =>
        {
            var offset = part / groups * Tile;
            var row = part % groups * RowsAtOnce;
            var rows = Math.Min(RowsAtOnce, outputs.Count - row);
            var own = stackalloc ushort[RowsAtOnce * WordProduct.MostColumns];
            for (var i = 0; i < rows; i++)
                factors.AsSpan(((row + i) * factorStride) + firstFactor, columns).CopyTo(new Span<ushort>(own + (i * columns), columns));
            WordProduct.Best.Add(inputs.Rows + firstInput, columns, own, outputs.Rows + row, rows, offset, Math.Min(Tile, length - offset));
        });
    }
}
