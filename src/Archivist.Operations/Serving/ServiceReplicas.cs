using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Replicating;
using Archivist.Platform.Files;

namespace Archivist.Operations.Serving;

/// <summary>
/// Fills replicas that appear, such as a disk that is plugged in: what was captured while they were away flows to them. Looks when it is asked, beside what asks it; one look, or filling, at a
/// time. Not thread-safe.
/// </summary>
/// <param name="context">Where to speak.</param>
/// <param name="access">The archive.</param>
internal sealed class ServiceReplicas(OperationContext context, ArchiveAccess access)
{
    private readonly HashSet<string> _present = new(StringComparer.Ordinal);
    private readonly OneAtATime _look = new(context);

    /// <summary>Begins a look, unless the last one still goes on. One that is there at the first look has appeared.</summary>
    internal void Begin(ArchivistSettings settings, CancellationToken cancellationToken)
    {
        if (settings.Replicas.Any(replica => replica.FillsWhenConnected))
            _look.Begin(stop => LookAsync(settings, stop), cancellationToken);
    }

    /// <summary>Waits for the last look.</summary>
    internal Task EndAsync() => _look.EndAsync();

    private async Task LookAsync(ArchivistSettings settings, CancellationToken cancellationToken)
    {
        var there = settings.Replicas.Where(replica => replica.FillsWhenConnected && IsThere(replica.Url)).Select(replica => replica.Name).ToList();
        var appeared = there.FindAll(name => !_present.Contains(name));
        _present.IntersectWith(there);
        if (appeared.Count == 0)
            return;
        context.Note(new Notice.ReplicasConnected(appeared));
        var result = await new ReplicateOperation(context.Environment).RunAsync(new ReplicateRequest { Archive = access, Replicas = appeared }, context.Events, cancellationToken);
        foreach (var failure in result.Failures)
            context.Events.Report(new OperationEvent.Failed(failure));
        // What was not filled is tried again by the next look.
        if (result.Failures.Count == 0)
            _present.UnionWith(appeared);
    }

    /// <summary>A repository is there: the mount point of a disk that is not plugged in has none.</summary>
    private static bool IsThere(string directory)
    {
        try
        {
            return FileLookup.Find(Path.Combine(directory, "config")) is not null;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
