using Archivist.Discs.Catalogue;
using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Operations.Remembering;
using Archivist.Platform.Problems;
using Archivist.Replicas.Placement;

namespace Archivist.Operations.Placing;

/// <summary>The copies of an archive as its placement policy counts them: by what was read back, and when; never by what was written.</summary>
/// <param name="Discs">Disc sets that were burned and read back.</param>
/// <param name="Placed">Replicas, in the order of the settings, and then discs.</param>
internal sealed record VerifiedCopies(IReadOnlyList<DiscSetCopy> Discs, IReadOnlyList<PlacedCopy> Placed)
{
    /// <summary>Finds the copies.</summary>
    /// <param name="context">Where to speak, and the clock.</param>
    /// <param name="settings">Names the replicas, and where the catalogue of discs is.</param>
    /// <param name="isGood">Whether a replica counts.</param>
    /// <param name="cancellationToken">Stops.</param>
    internal static async Task<VerifiedCopies> FindAsync(OperationContext context, ArchivistSettings settings, Func<ReplicaSettings, bool> isGood, CancellationToken cancellationToken)
    {
        var discs = await FindDiscsAsync(context, settings, cancellationToken);
        return new VerifiedCopies(
            discs,
            [
                .. settings.Replicas.Select(replica => replica.Placed(isGood(replica))),
                // Discs on one shelf are lost together: they are one copy, however many sets there are.
                .. discs.DistinctBy(disc => (disc.Place, disc.Holder)).Select(disc => new PlacedCopy(disc.Holder, disc.Place, IsOffline: true, IsGood: true) { Medium = "disc" }),
            ]);
    }

    /// <summary>The same, with each replica as its audits within the period showed it.</summary>
    internal static Task<VerifiedCopies> FindAsync(OperationContext context, ArchivistSettings settings, AuditMemory? memory, CancellationToken cancellationToken) =>
        FindAsync(context, settings, replica => IsGood(memory, replica.Name, context.Clock.GetUtcNow(), settings.Audit.Period), cancellationToken);

    /// <summary>A replica was audited within the period, and nothing of it needs repair.</summary>
    internal static bool IsGood(AuditMemory? memory, string replica, DateTimeOffset now, TimeSpan period) => memory?.Summarize(replica, now, period).IsGoodSince(now - period) is true;

    private static async Task<IReadOnlyList<DiscSetCopy>> FindDiscsAsync(OperationContext context, ArchivistSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            var now = context.Clock.GetUtcNow();
            return DiscSetCopy.Find(await context.OpenCatalogue(settings).ListAsync(cancellationToken), now - settings.Audit.DiscPeriod, now);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            context.Warn(new CatalogueNotUsed(new Cause.Detail(cause.Message)));
            return [];
        }
    }
}
