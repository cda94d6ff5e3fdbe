using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Operations.Remembering;
using Archivist.Operations.Replicating;
using Archivist.Platform.Problems;
using Archivist.Replicas.Addresses;

namespace Archivist.Operations.Probing;

/// <summary>Lists the replicas of the settings. Contacts none.</summary>
public sealed class ListReplicasOperation(OperationEnvironment environment) : Operation<ListReplicasRequest, ListReplicasResult>(environment)
{
    private protected override async Task<ListReplicasResult> RunAsync(ListReplicasRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var settings = await archive.ReadSettingsAsync(cancellationToken);
        var places = new CopyPlaces(archive.Context, archive.AddressOf(settings));
        var listed = new List<ListedReplica>();
        var entries = new Bookkeeping();
        using var memory = AuditMemory.TryOpen(settings.Audit.Memory, entries);
        foreach (var replica in settings.Replicas)
        {
            listed.Add(new ListedReplica(
                replica.Name, AddressText.WithoutCredentials(replica.Url), replica.Vendor, replica.Geography, replica.Jurisdiction, replica.Backbone, replica.Account, replica.Medium,
                replica.IsOffline, await FindLastSeenAsync(places, replica.Name, replica.Url, archive.Context, cancellationToken))
            {
                Capabilities = memory?.LoadCapabilities(replica.Name) ?? new Dictionary<string, string>(),
            });
        }

        return new ListReplicasResult(listed) { Verdict = entries.Report(archive.Context.Events) };
    }

    private static async Task<DateTimeOffset?> FindLastSeenAsync(CopyPlaces places, string name, string address, OperationContext context, CancellationToken cancellationToken)
    {
        try
        {
            return (await places.FindKnownAsync(address, cancellationToken))?.LastSeen;
        }
        catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
        {
            context.Warn(new PlaceNotAsExpected(name, AddressText.WithoutCredentials(address), Cause.Of(cause)));
            return null;
        }
    }
}
