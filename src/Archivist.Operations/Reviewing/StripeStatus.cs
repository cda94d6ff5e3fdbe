using Archivist.Operations.Configuration;
using Archivist.Operations.Problems;
using Archivist.Operations.Remembering;
using Archivist.Operations.Replicating;
using Archivist.Platform.Problems;
using Archivist.Replicas.Addresses;

namespace Archivist.Operations.Reviewing;

/// <summary>What is known of the shares of a striped replica, without looking at them.</summary>
/// <param name="Shares">Its shares, data shares first.</param>
/// <param name="Wanted">How many shares may be lost when all is well.</param>
/// <param name="Survives">How many may be lost now, besides those that are missing; 0 also while some packs lack recovery data, or it is not known whether they do.</param>
/// <param name="Unprotected">Packs that do not survive as much; null when that was never looked at.</param>
/// <param name="RecoveryRead">When all recovery data was last read; null for never.</param>
public sealed record StripeStatus(IReadOnlyList<ShareStatus> Shares, int Wanted, int Survives, long? Unprotected, DateTimeOffset? RecoveryRead)
{
    /// <summary>Finds it in what is remembered; null for a replica that is not striped.</summary>
    /// <exception cref="ArchivistException">A record of a place cannot be read.</exception>
    internal static async Task<StripeStatus?> FindAsync(ReplicaSettings replica, CopyPlaces places, AuditMemory? memory, CancellationToken cancellationToken)
    {
        var shares = await places.FindSharesAsync(replica.Url, cancellationToken);
        if (shares.Count == 0)
            return null;
        var wanted = shares.Count(share => share.IsRecovery);
        var recovery = memory?.FindRecovery(replica.Name);
        var left = shares.Count(share => share is { IsRecovery: true, GivenUp: null }) - shares.Count(share => share is { GivenUp: null, AbsentSince: not null });
        return new StripeStatus(
            [.. shares.Select(share => new ShareStatus(AddressText.WithoutCredentials(share.Address), share.IsRecovery, share.AbsentSince, share.GivenUp))],
            wanted, recovery is { Unprotected: 0 } && !shares.Any(share => share.IsUnsettled) ? Math.Max(left, 0) : 0, recovery?.Unprotected, recovery?.ReadAt);
    }

    /// <summary>What the shares need of the operator, the most urgent first; empty when nothing.</summary>
    internal IEnumerable<(int Urgency, Problem Problem)> Needs(ReplicaSettings replica, DateTimeOffset now, TimeSpan period)
    {
        if (Unprotected > 0)
            yield return (1, new PacksUnprotected(replica.Name, Unprotected.Value));
        foreach (var share in Shares)
        {
            if (share.GivenUp is { } since && share.IsRecovery)
                yield return (3, new RecoveryShareLost(replica.Name, share.Address, since, Survives, Wanted));
            else if (share is { GivenUp: null, AbsentSince: { } absent })
                yield return (2, new ShareMissing(replica.Name, share.Address, absent, Survives, Wanted, absent + replica.RestripeAfter));
        }

        if (Unprotected is not null && !(RecoveryRead > now - period))
            yield return (5, new ReplicaNeedsAttention(replica.Name, ReplicaNeed.RecoveryData, 0, RecoveryRead));
    }
}
