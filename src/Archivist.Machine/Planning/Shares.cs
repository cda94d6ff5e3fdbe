namespace Archivist.Machine.Planning;

/// <summary>Takes from many what one cannot give.</summary>
internal static class Shares
{
    /// <summary>Takes an amount from sizes in proportion to the room in each; false, and nothing is taken, when the rooms together are less.</summary>
    internal static bool Take(long[] sizes, IReadOnlyList<long> rooms, long amount)
    {
        var total = rooms.Sum();
        if (amount > total)
            return false;
        if (amount <= 0)
            return true;
        var left = amount;
        var taken = new long[sizes.Length];
        for (var i = 0; i < sizes.Length; i++)
            left -= taken[i] = (long)((Int128)amount * rooms[i] / total);
        for (var i = 0; left > 0; i++)
        {
            var more = Math.Min(left, rooms[i] - taken[i]);
            (taken[i], left) = (taken[i] + more, left - more);
        }

        for (var i = 0; i < sizes.Length; i++)
            sizes[i] -= taken[i];
        return true;
    }
}
