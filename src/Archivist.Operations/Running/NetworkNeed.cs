using Archivist.Operations.Configuration;
using Archivist.Operations.Schedules;
using Archivist.Replicas.Addresses;

namespace Archivist.Operations.Running;

/// <summary>Which steps of schedules reach replicas over a network.</summary>
internal static class NetworkNeed
{
    /// <summary>Whether any step does.</summary>
    internal static bool Of(ScheduleFile schedule, ArchivistSettings settings) => schedule.Steps.Any(step => Of(step, settings));

    /// <summary>Whether a step does.</summary>
    internal static bool Of(ScheduleStep step, ArchivistSettings settings) =>
        step switch { ScheduleStep.Replicate copy => copy.To, ScheduleStep.Audit audit => audit.Of, _ => null } is { } names
        && settings.Replicas.Any(replica => (names.Count == 0 || names.Contains(replica.Name)) && IsRemote(RepositoryAddress.Parse(replica.Url)));

    private static bool IsRemote(RepositoryAddress address) => address.Shares is { } shares
        ? shares.All.Any(share => IsRemote(RepositoryAddress.Parse(share)))
        : address.Kind is not (AddressKind.Directory or AddressKind.Disc);
}
