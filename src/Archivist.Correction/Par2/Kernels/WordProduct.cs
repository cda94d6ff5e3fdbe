using System.Runtime.Intrinsics.X86;
using Archivist.Correction.Fields;

namespace Archivist.Correction.Par2.Kernels;

/// <summary>
/// Adds a constant matrix times vectors of words to other vectors, over the field. All rows are in the order of <see cref="WordPlanes"/>. The
/// implementations give the same bytes. Immutable; any number of threads can use one.
/// </summary>
internal abstract unsafe class WordProduct
{
    /// <summary>What the length of rows must be a multiple of.</summary>
    internal const int Granularity = 2 * WordPlanes.Block;

    /// <summary>More columns would not fit into the first-level cache with their tables.</summary>
    internal const int MostColumns = 32;

    /// <summary>The fastest one that this processor has.</summary>
    internal static WordProduct Best { get; } =
        GfniVectors.IsSupported ? new GfniWordProduct() : Avx2.IsSupported ? new Avx2WordProduct() : new ScalarWordProduct();

    /// <summary>Adds to every output the sum of all inputs, each times a constant; rows must not overlap.</summary>
    /// <param name="inputs">As many rows as there are columns of constants.</param>
    /// <param name="columns">1 to <see cref="MostColumns"/>.</param>
    /// <param name="factors">The constants, row by row.</param>
    /// <param name="outputs">The rows that are added to.</param>
    /// <param name="rows">How many.</param>
    /// <param name="offset">Where in each row to begin, a multiple of <see cref="Granularity"/>.</param>
    /// <param name="length">A multiple of <see cref="Granularity"/>.</param>
    internal abstract void Add(byte** inputs, int columns, ushort* factors, byte** outputs, int rows, int offset, int length);
}
