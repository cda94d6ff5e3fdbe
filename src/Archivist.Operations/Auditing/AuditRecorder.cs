using Archivist.Operations.Remembering;
using Archivist.Replicas.Auditing;

namespace Archivist.Operations.Auditing;

/// <summary>Passes what is seen on to the memory, in batches: what was read before a run is killed need not be read again. Thread-safe.</summary>
/// <param name="memory">The memory; null to remember nothing.</param>
/// <param name="replica">The name of the replica.</param>
/// <param name="by">Who reads.</param>
/// <param name="clock">Paces the batches.</param>
internal sealed class AuditRecorder(AuditMemory? memory, string replica, string by, TimeProvider clock)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);
    private const int LargestBatch = 20_000;

    private readonly Lock _gate = new();
    private List<ObjectAudit> _batch = [];
    private long _since = clock.GetTimestamp();

    /// <summary>Takes in what was seen.</summary>
    internal void Add(ObjectAudit audit)
    {
        if (memory is null)
            return;
        List<ObjectAudit>? full = null;
        lock (_gate)
        {
            _batch.Add(audit);
            if (_batch.Count >= LargestBatch || clock.GetElapsedTime(_since) >= Pace)
                full = Take();
        }

        if (full is not null)
            memory.Record(replica, full, by);
    }

    /// <summary>Writes what is left.</summary>
    internal void Flush()
    {
        List<ObjectAudit> rest;
        lock (_gate)
            rest = Take();
        memory?.Record(replica, rest, by);
    }

    private List<ObjectAudit> Take()
    {
        var batch = _batch;
        (_batch, _since) = ([], clock.GetTimestamp());
        return batch;
    }
}
