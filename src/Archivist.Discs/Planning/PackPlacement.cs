using Archivist.Discs.Problems;
using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Discs.Planning;

/// <summary>Spreads packs over volumes: those that are needed first come first, and small ones fill the remaining room.</summary>
public static class PackPlacement
{
    /// <summary>The number of packs tried for the remaining room of a volume: each measurement builds the whole tree of an image.</summary>
    private const int MostTrials = 48;

    /// <summary>
    /// Places each pack on exactly one volume, never over its capacity. A pack lies on a later volume than one that comes behind it in the
    /// order only when there was no room for it. There is always a first volume, if need be without packs.
    /// </summary>
    /// <param name="inOrder">The packs, each once, the ones that are needed most first.</param>
    /// <param name="roomOf">The room of volume n, from 0.</param>
    /// <param name="mostVolumes">More than these are <see cref="Failure.NoSpace"/>.</param>
    /// <exception cref="ArchivistException"><see cref="Failure.NoSpace"/>: a pack fits on no volume, or more than <paramref name="mostVolumes"/> volumes are needed.</exception>
    public static IReadOnlyList<IReadOnlyList<StoredObject>> Place(
        IReadOnlyList<StoredObject> inOrder, Func<int, VolumeRoom> roomOf, int mostVolumes = 9999)
    {
        var volumes = new List<IReadOnlyList<StoredObject>>();
        var left = inOrder;
        do
        {
            if (volumes.Count == mostVolumes)
                throw new ArchivistException(new SetTooManyDiscs(mostVolumes));
            var room = roomOf(volumes.Count);
            var (taken, rest) = Fill(left, room);
            if (taken.Count == 0 && left.Count > 0)
                throw new ArchivistException(new MediumTooSmallForPack(volumes.Count + 1, room.Name, room.Capacity, left[0].Length));
            volumes.Add(taken);
            left = rest;
        }
        while (left.Count > 0);
        return volumes;
    }

    private static (List<StoredObject> Taken, List<StoredObject> Left) Fill(IReadOnlyList<StoredObject> inOrder, VolumeRoom room)
    {
        var empty = room.Measure([]);
        if (empty > room.Capacity)
            throw new ArchivistException(new MediumTooSmallForCommon(room.Name, empty, room.Capacity));

        // How many could fit by their bytes alone bounds the search.
        var (low, high, sum) = (0, 0, empty);
        while (high < inOrder.Count && (sum += inOrder[high].Length) <= room.Capacity)
            high++;
        while (low < high)
        {
            var middle = low + ((high - low + 1) / 2);
            if (room.Measure([.. inOrder.Take(middle)]) <= room.Capacity)
                low = middle;
            else
                high = middle - 1;
        }

        var taken = inOrder.Take(low).ToList();
        var rest = new List<StoredObject>();
        var free = room.Capacity - (low == 0 ? empty : room.Measure(taken));
        var trials = 0;
        foreach (var pack in inOrder.Skip(low))
        {
            if (pack.Length > free || trials == MostTrials)
            {
                rest.Add(pack);
                continue;
            }

            trials++;
            taken.Add(pack);
            var length = room.Measure(taken);
            if (length <= room.Capacity)
            {
                free = room.Capacity - length;
                continue;
            }

            taken.RemoveAt(taken.Count - 1);
            rest.Add(pack);
        }

        return (taken, rest);
    }
}
