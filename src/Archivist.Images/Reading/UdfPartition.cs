namespace Archivist.Images.Reading;

/// <summary>
/// Where the blocks of one partition lie in the image. Plain, sparable, virtual and metadata partitions are all the same here:
/// runs of blocks that lie together, in the order of their numbers.
/// </summary>
internal sealed class UdfPartition
{
    private readonly List<(long First, long Offset)> _runs = [];
    private readonly int _blockSize;

    internal UdfPartition(int blockSize) => _blockSize = blockSize;

    /// <summary>A partition in one piece (ECMA-167 3/10.7.2).</summary>
    internal UdfPartition(int blockSize, long offset, long blocks)
        : this(blockSize) => Add(offset, blocks);

    /// <summary>Number of blocks.</summary>
    internal long Blocks { get; private set; }

    /// <summary>Appends blocks; a negative offset stands for blocks that are nowhere.</summary>
    internal void Add(long offset, long blocks)
    {
        if (blocks <= 0)
            return;
        if (_runs.Count == 0 || OffsetAfter(_runs[^1]) != offset)
            _runs.Add((Blocks, offset));
        Blocks += blocks;
    }

    /// <summary>Where a block lies, and how many bytes of the partition follow it there; negative for one that is nowhere.</summary>
    internal (long Offset, long Length) Find(long block)
    {
        if (block < 0 || block >= Blocks)
            return (DiscExtent.Nowhere, 0);
        var (low, high) = (0, _runs.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = _runs[middle].First <= block ? (middle, high) : (low, middle - 1);
        }

        var end = low + 1 < _runs.Count ? _runs[low + 1].First : Blocks;
        var run = _runs[low];
        return (run.Offset < 0 ? DiscExtent.Nowhere : run.Offset + (block - run.First) * _blockSize, (end - block) * _blockSize);
    }

    /// <summary>The runs of <paramref name="length"/> bytes from a block on; false when a part of them is nowhere.</summary>
    internal bool TryFind(long block, long length, List<DiscExtent> extents)
    {
        while (length > 0)
        {
            var (offset, run) = Find(block);
            if (offset < 0)
                return false;
            var taken = Math.Min(run, length);
            extents.Add(new DiscExtent(offset, taken));
            length -= taken;
            block += taken / _blockSize;
        }

        return true;
    }

    private long OffsetAfter((long First, long Offset) run) =>
        run.Offset < 0 ? DiscExtent.Nowhere : run.Offset + (Blocks - run.First) * _blockSize;
}
