namespace Archivist.Replicas.Reading;

/// <summary>Limits the bytes that are read twice to a share of those that are wanted. Not thread-safe.</summary>
internal sealed class HedgeBudget
{
    private const long Divisor = 20;

    /// <summary>What may be read twice before anything was wanted: the first ranges are the ones of which least is known.</summary>
    internal const long Allowance = 4 << 20;

    private long _wanted, _spent, _reserved;

    /// <summary>Bytes that were read twice.</summary>
    internal long Spent => _spent;

    /// <summary>Bytes are wanted.</summary>
    internal void Want(long bytes) => _wanted += bytes;

    /// <summary>Reserves the bytes of a second request; false when they are too many.</summary>
    internal bool TryReserve(long bytes)
    {
        if (_spent + _reserved + bytes > (_wanted / Divisor) + Allowance)
            return false;
        _reserved += bytes;
        return true;
    }

    /// <summary>Ends a reservation.</summary>
    /// <param name="bytes">What was reserved.</param>
    /// <param name="spent">What was really read twice.</param>
    internal void Settle(long bytes, long spent) => (_reserved, _spent) = (_reserved - bytes, _spent + spent);
}
