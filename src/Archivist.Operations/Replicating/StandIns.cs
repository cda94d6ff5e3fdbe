using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Replicating;

/// <summary>Counts objects that came from another replica, because the source could not give them. Thread-safe.</summary>
internal sealed class StandIns
{
    private readonly Lock _gate = new();
    private readonly HashSet<ObjectName> _objects = [];
    private Problem? _first;

    /// <summary>The source failed to give an object.</summary>
    internal void Add(StoredObject item, Exception failure)
    {
        lock (_gate)
        {
            _objects.Add(item.Name);
            _first ??= Failures.Of(failure, isStopped: false).Problem;
        }
    }

    /// <summary>What was wrong with the source; null when nothing was.</summary>
    internal SourceStoodIn? Find()
    {
        lock (_gate)
            return _first is null ? null : new SourceStoodIn(_objects.Count, _first);
    }
}
