namespace Archivist.Operations.Remembering;

/// <summary>What is known of a replica by its audits.</summary>
/// <param name="LastAudit">When it was audited last; null for never.</param>
/// <param name="Ranges">Random ranges that were read then.</param>
/// <param name="NotCopied">Objects of the repository that were not on it yet then.</param>
/// <param name="Objects">Objects on it.</param>
/// <param name="Bytes">Bytes in them.</param>
/// <param name="BytesRead">Bytes of them that were read whole within the period.</param>
public sealed record AuditCoverage(DateTimeOffset? LastAudit, int Ranges, long NotCopied, long Objects, long Bytes, long BytesRead)
{
    /// <summary>When the object that was not read for the longest time was read; null while some were never read.</summary>
    public DateTimeOffset? OldestRead { get; init; }

    /// <summary>Objects that were never read whole.</summary>
    public long NeverRead { get; init; }

    /// <summary>Objects that were missing, damaged or unreadable when they were last looked at.</summary>
    public long NeedRepair { get; init; }

    /// <summary>Bytes that were not read within the period, of objects for which the service stated the right digest within it: the vendor's word, which counts for no policy.</summary>
    public long BytesStated { get; init; }

    /// <summary>Since when audits of it have failed; null when the last one did not.</summary>
    public DateTimeOffset? FailedSince { get; init; }

    /// <summary>Since when it waits for a network that is not metered; null when it does not.</summary>
    public DateTimeOffset? WaitsSince { get; init; }

    /// <summary>The last attempt found something else, or nothing, where the replica was; false also when it only could not be reached.</summary>
    public bool IsGone { get; init; }

    /// <summary>It was audited since a time, nothing of it needs repair, and it was not found missing since.</summary>
    public bool IsGoodSince(DateTimeOffset time) => this is { LastAudit: { } last, NeedRepair: 0, IsGone: false } && last >= time;

    /// <summary>The share of the bytes that was read whole within the period, 0 to 1.</summary>
    public double Share => Bytes == 0 ? 0 : (double)BytesRead / Bytes;

    /// <summary>The share of the bytes that was not read within the period and whose digest the service stated, 0 to 1.</summary>
    public double ShareStated => Bytes == 0 ? 0 : (double)BytesStated / Bytes;
}
