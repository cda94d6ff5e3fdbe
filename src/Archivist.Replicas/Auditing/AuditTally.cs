using Archivist.Replicas.Planning;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Auditing;

/// <summary>Adds up what an audit takes, and says what no longer fits into its cost. Not thread-safe.</summary>
/// <param name="budget">The limit; null for none.</param>
internal sealed class AuditTally(AuditBudget? budget)
{
    private readonly HashSet<StoredObject> _deferred = [];
    private long _lists, _reads, _bytes;
    private int _rangesDeferred;

    /// <summary>Counts pages of listings, whatever they cost.</summary>
    internal void CountLists(long pages) => _lists += pages;

    /// <summary>Counts a request that looks up or reads, whatever it costs.</summary>
    internal void CountRead(long bytes) => (_reads, _bytes) = (_reads + 1, _bytes + bytes);

    /// <summary>Counts a read if it fits.</summary>
    internal bool TryRead(long bytes)
    {
        if (budget is not null && budget.Prices.PriceOf(new RequestCounts(0, _lists, _reads + 1), _bytes + bytes) > budget.Most)
            return false;
        CountRead(bytes);
        return true;
    }

    /// <summary>Counts an object that is read whole if it fits, and as left for later if it does not and is due.</summary>
    internal bool TryRead(StoredObject item, bool isDue = true)
    {
        if (TryRead(item.Length))
            return true;
        if (isDue)
            _deferred.Add(item);
        return false;
    }

    /// <summary>Counts a look-up if it fits.</summary>
    internal bool TryLookUp() => TryRead(0);

    /// <summary>Look-ups that are not made after all.</summary>
    internal void TakeBackLookUps(int count) => _reads -= count;

    /// <summary>Ranges that did not fit.</summary>
    internal void DeferRanges(int count) => _rangesDeferred += count;

    /// <summary>The sum.</summary>
    internal AuditEstimate ToEstimate(long objects, int ranges, long digests) => new(objects, ranges, digests, _bytes, new RequestCounts(0, _lists, _reads))
    {
        ObjectsDeferred = _deferred.Count,
        BytesDeferred = _deferred.Sum(item => item.Length),
        RangesDeferred = _rangesDeferred,
    };
}
