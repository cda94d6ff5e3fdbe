using System.Collections;

namespace Archivist.Capture.Blocks;

/// <summary>The lengths of chunks that are all of one size, but for the last.</summary>
internal sealed class EqualLengths(int total, int size) : IReadOnlyList<int>
{
    public int Count => (total + size - 1) / size;

    public int this[int index] => (uint)index < (uint)Count
        ? Math.Min(size, total - index * size)
        : throw new ArgumentOutOfRangeException(nameof(index));

    public IEnumerator<int> GetEnumerator() => Enumerable.Range(0, Count).Select(index => this[index]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
