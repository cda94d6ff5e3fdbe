using System.Collections.Concurrent;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Events;

/// <summary>
/// The entries about work that is finished, in the ledger and in the catalogue. One that fails is reported and gives the exit code, but takes back neither the
/// work nor the other entries: an alarm about the ledger is no reason to have no snapshot. Thread-safe.
/// </summary>
internal sealed class Bookkeeping
{
    private readonly ConcurrentQueue<ArchivistException> _failures = [];

    /// <summary>True as long as every entry was made.</summary>
    internal bool IsComplete => _failures.IsEmpty;

    /// <summary>Makes an entry; what prevents it is kept for <see cref="Report"/>.</summary>
    internal async Task TryAsync(Func<Task> entry)
    {
        try
        {
            await entry();
        }
        catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
        {
            Add(cause);
        }
    }

    /// <summary>Keeps what prevented an entry.</summary>
    internal void Add(Exception cause) => _failures.Enqueue(Failures.Of(cause, isStopped: false));

    /// <summary>Shows each failure once.</summary>
    /// <returns>The most severe one; <see cref="Failure.None"/> without any.</returns>
    internal Failure Report(IOperationEvents events)
    {
        var worst = Failure.None;
        while (_failures.TryDequeue(out var failure))
        {
            events.Report(new OperationEvent.Failed(failure));
            worst = Severity.Worse(worst, failure.Failure);
        }

        return worst;
    }

    /// <summary>What prevented entries, for a run that reports by itself.</summary>
    internal IEnumerable<ArchivistException> Take()
    {
        while (_failures.TryDequeue(out var failure))
            yield return failure;
    }
}
