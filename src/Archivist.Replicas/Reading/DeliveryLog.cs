using Archivist.Repository.Stores;

namespace Archivist.Replicas.Reading;

/// <summary>Remembers which copy delivered the last ranges, so that the one with wrong bytes is found. Not thread-safe.</summary>
internal sealed class DeliveryLog
{
    private const int Remembered = 2048;

    private readonly (ObjectName Name, long Offset, long End, CopyState Copy)[] _ranges = new (ObjectName, long, long, CopyState)[Remembered];
    private int _next;

    internal void Add(ObjectName name, long offset, long length, CopyState copy) => _ranges[_next++ % Remembered] = (name, offset, offset + length, copy);

    /// <summary>The copies that delivered a part of this range.</summary>
    internal List<CopyState> Find(ObjectName name, long offset, long end) =>
        [.. _ranges.Where(range => range.Copy is not null && range.Name == name && range.Offset < end && offset < range.End).Select(range => range.Copy).Distinct()];
}
