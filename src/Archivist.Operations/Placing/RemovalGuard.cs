using Archivist.Operations.Archives;
using Archivist.Operations.Problems;
using Archivist.Operations.Remembering;
using Archivist.Operations.Replicating;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Placing;

/// <summary>While too few copies are good, nothing is removed from the repository: it may be the last place that has it.</summary>
internal static class RemovalGuard
{
    /// <summary>Refuses to remove anything from the repository of the settings while its placement policy is not met. An archive without replicas has nothing to wait for.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.BelowPolicy"/>.</exception>
    internal static async Task RequirePolicyMetAsync(Archive archive, CancellationToken cancellationToken)
    {
        var context = archive.Context;
        if (await archive.TryFindSettingsAsync(cancellationToken) is not { Replicas.Count: > 0 } settings
            || PlaceIdentity.Canonical(archive.AddressOf(settings)) != PlaceIdentity.Canonical(settings.Archive.Repository))
            return;
        using var memory = FileLookup.Find(settings.Audit.Memory) is null ? null : AuditMemory.Open(settings.Audit.Memory);
        var policy = settings.Policy.Judge((await VerifiedCopies.FindAsync(context, settings, memory, cancellationToken)).Placed);
        if (policy.Any(rule => !rule.IsMet))
            throw new ArchivistException(new RemovalBelowPolicy([.. policy.Where(rule => !rule.IsMet)]));
    }
}
