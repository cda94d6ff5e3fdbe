using Archivist.Operations.Remembering;

namespace Archivist.Operations.Reviewing;

/// <summary>What is known of one replica. Vendor and geography are what the settings claim.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Vendor">Who runs it.</param>
/// <param name="Geography">Where it is.</param>
/// <param name="IsOffline">No network reaches it.</param>
/// <param name="IsGood">It counts for the policy: audited within the period, and nothing of it needs repair.</param>
/// <param name="LastSeen">When it was there last; null when it never was.</param>
/// <param name="LastCopied">When it was last brought up to date; null for never.</param>
/// <param name="NewestSnapshot">When the newest snapshot was taken that it was given then; null when that is not known.</param>
/// <param name="Coverage">What its audits showed.</param>
public sealed record CopyStatus(
    string Name, string Vendor, string Geography, bool IsOffline, bool IsGood, DateTimeOffset? LastSeen, DateTimeOffset? LastCopied, DateTimeOffset? NewestSnapshot, AuditCoverage Coverage)
{
    /// <summary>Its shares; null for a replica that is not striped.</summary>
    public StripeStatus? Stripes { get; init; }
}
