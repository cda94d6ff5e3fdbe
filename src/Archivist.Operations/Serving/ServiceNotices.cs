using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Watching;

namespace Archivist.Operations.Serving;

/// <summary>
/// Looks, when it is asked, for what must be reported: overdue schedules and silent peers, open incidents, the digest, and what waits for a target. A slow target keeps no schedule waiting: the look
/// goes on beside, one at a time. Not thread-safe.
/// </summary>
/// <param name="context">Where to speak.</param>
/// <param name="access">The archive.</param>
internal sealed class ServiceNotices(OperationContext context, ArchiveAccess access)
{
    private readonly OneAtATime _look = new(context);

    /// <summary>Begins a look, unless the last one still goes on or the settings have no target.</summary>
    internal void Begin(ArchivistSettings settings, CancellationToken cancellationToken)
    {
        if (settings.Notify.Count > 0)
            _look.Begin(stop => new LookOperation(context.Environment).RunAsync(new LookRequest { Archive = access }, context.Events, stop), cancellationToken);
    }

    /// <summary>Waits for the last look.</summary>
    internal Task EndAsync() => _look.EndAsync();
}
