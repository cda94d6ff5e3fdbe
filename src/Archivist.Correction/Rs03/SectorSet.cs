using System.Numerics;

namespace Archivist.Correction.Rs03;

/// <summary>A set of sectors of one image, one bit for each. Adding from several threads is safe.</summary>
/// <param name="length">Sectors of the image: 0 to 2^31.</param>
public sealed class SectorSet(long length)
{
    private readonly ulong[] _words = new ulong[(length + 63) / 64];

    /// <summary>How many are in it.</summary>
    public long Count => _words.Sum(word => (long)BitOperations.PopCount(word));

    /// <summary>Adds a sector of the image.</summary>
    public void Add(long sector)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sector);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(sector, length);
        Interlocked.Or(ref _words[sector >> 6], 1ul << (int)(sector & 63));
    }

    /// <summary>Whether the sector is in it; one outside of the image is not.</summary>
    public bool Contains(long sector) => sector >= 0 && sector < length && (_words[sector >> 6] >> (int)(sector & 63) & 1) != 0;

    /// <summary>The sectors in runs, first sector and number, in order.</summary>
    public IEnumerable<(long First, long Count)> Runs()
    {
        long first = -1;
        for (long sector = 0; sector < length; sector++)
        {
            if ((sector & 63) == 0 && first < 0 && _words[sector >> 6] == 0)
            {
                sector += 63;
                continue;
            }

            if (Contains(sector))
            {
                if (first < 0)
                    first = sector;
            }
            else if (first >= 0)
            {
                yield return (first, sector - first);
                first = -1;
            }
        }

        if (first >= 0)
            yield return (first, length - first);
    }
}
