namespace Archivist.Repository.Cataloguing;

/// <summary>A set of positions of an <see cref="IndexCatalogue"/>, one bit each. Not thread-safe.</summary>
internal sealed class BlobSet(int size)
{
    private readonly ulong[] _bits = new ulong[(size + 63) / 64];

    internal bool Contains(int position) => (_bits[position >> 6] >> (position & 63) & 1) != 0;

    /// <summary>True when it was not there before.</summary>
    internal bool Add(int position)
    {
        ref var word = ref _bits[position >> 6];
        var bit = 1UL << (position & 63);
        var isNew = (word & bit) == 0;
        word |= bit;
        return isNew;
    }
}
