using Archivist.App.Messages;
using Archivist.Operations.Auditing;
using Archivist.Operations.Keys.Sharing;
using Archivist.Operations.Repairing;
using Archivist.Operations.Reviewing;
using Archivist.Replicas.Auditing;
using Archivist.Replicas.Placement;

namespace Archivist.App.Cli;

internal sealed record AuditFindingRecord(string Object, string Verdict, long Bytes, IReadOnlyList<string> GoodOn)
{
    internal static AuditFindingRecord Of(ObjectAudit finding, IReadOnlyList<DiscWitness> witnesses) => new(
        finding.Object.Name.ToString(), finding.Verdict.Name, finding.Object.Length, [.. witnesses.Where(witness => witness.Object == finding.Object.Name).Select(witness => witness.Disc)]);
}

/// <summary>One line for each replica of a plan of an audit; <c>null</c> for what is not known.</summary>
internal sealed record AuditPlanRecord(
    string Type, string Replica, string Location, string? Vendor, long ObjectsToRead, int Ranges, long DigestsAsked, long Bytes, long? Lists, long? Reads, string? Currency, decimal? Cost,
    DateOnly? PricesAsOf, long ObjectsDeferred, long BytesDeferred, int RangesDeferred)
{
    internal static AuditPlanRecord Of(PlannedAudit replica) => new(
        "audit_plan", replica.Name, replica.Location, replica.Vendor, replica.Estimate!.Objects, replica.Estimate.Ranges, replica.Estimate.Digests, replica.Estimate.Bytes,
        replica.IsServer ? replica.Estimate.Requests.Lists : null, replica.IsServer ? replica.Estimate.Requests.Reads : null, replica.Prices?.Currency, replica.Cost, replica.Prices?.AsOf,
        replica.Estimate.ObjectsDeferred, replica.Estimate.BytesDeferred, replica.Estimate.RangesDeferred);
}

internal sealed record BucketFindingRecord(string Problem, string Message)
{
    internal static BucketFindingRecord Of(Platform.Problems.Problem finding) => new(finding.GetType().Name, CommandLineMessages.Instance.Of(finding).Sentence);
}

/// <summary>One line for each replica of an audit.</summary>
internal sealed record AuditRecord(
    string Type, string Replica, string Location, bool IsGood, string? Error, long Objects, long Bytes, long NotCopied, long Surplus, int Ranges, double? SampleFindsShare, long ObjectsRead, long BytesRead,
    long DigestsMatched, bool IsPartial, double? ShareReadInPeriod, double? ShareStatedInPeriod, string? Currency, decimal? Cost, long ObjectsDeferred, IReadOnlyList<AuditFindingRecord> Findings, IReadOnlyList<BucketFindingRecord> BucketFindings, double Seconds)
{
    internal static AuditRecord Of(AuditedReplica replica, IReadOnlyList<DiscWitness> witnesses) => replica.Outcome is { } outcome
        ? new AuditRecord(
            "audit", replica.Name, replica.Location, replica.IsGood, null, outcome.Objects, outcome.Bytes, outcome.NotCopied, outcome.Surplus.Count, outcome.Ranges,
            outcome.Ranges > 0 ? DetectionBound.Share(outcome.Ranges, 0.99) : null, outcome.ObjectsRead, outcome.BytesRead, outcome.DigestsMatched, outcome.IsPartial, replica.Coverage?.Share,
            replica.Coverage?.ShareStated, replica.Prices?.Currency, replica.Prices is { } prices ? outcome.Estimate.CostBy(prices) : null, outcome.Estimate.ObjectsDeferred,
            [.. outcome.Findings.Select(finding => AuditFindingRecord.Of(finding, witnesses))], [.. replica.BucketFindings.Select(BucketFindingRecord.Of)], replica.Elapsed.TotalSeconds)
        : new AuditRecord(
            "audit", replica.Name, replica.Location, false, CommandLineMessages.Instance.Of(replica.Failure!.Problem).Sentence, 0, 0, 0, 0, 0, null, 0, 0, 0, true, null, null, null, null, 0, [], [], replica.Elapsed.TotalSeconds);
}

internal sealed record ReplicaRepairedRecord(
    string Type, string Replica, bool DryRun, string? Error, long Repaired, long Bytes, long WereGood, IReadOnlyList<string> Lost, IReadOnlyList<string> StillDamaged, IReadOnlyList<string> Stuck)
{
    internal static ReplicaRepairedRecord Of(RepairedPlace place, bool isDryRun) => new(
        "replica_repaired", place.Name, isDryRun, place.Failure is { } failure ? CommandLineMessages.Instance.Of(failure.Problem).Sentence : null, place.Repaired, place.Bytes, place.WereGood,
        [.. place.Lost.Select(name => name.ToString())], [.. place.StillDamaged.Select(name => name.ToString())], [.. place.Stuck.Select(name => name.ToString())]);
}

internal sealed record ShareRecord(string Address, bool Recovery, DateTimeOffset? AbsentSince, DateTimeOffset? GivenUp);

internal sealed record StripeRecord(int Losable, int LosableWanted, long? UnprotectedPacks, DateTimeOffset? RecoveryRead, IReadOnlyList<ShareRecord> Shares)
{
    internal static StripeRecord Of(StripeStatus stripes) => new(
        stripes.Survives, stripes.Wanted, stripes.Unprotected, stripes.RecoveryRead,
        [.. stripes.Shares.Select(share => new ShareRecord(share.Address, share.IsRecovery, share.AbsentSince, share.GivenUp))]);
}

internal sealed record CopyStatusRecord(
    string Name, string Vendor, string Geography, bool Offline, bool IsGood, DateTimeOffset? LastSeen, DateTimeOffset? LastCopied, DateTimeOffset? NewestSnapshot, DateTimeOffset? LastAudit,
    double ShareReadInPeriod, double ShareStatedInPeriod, DateTimeOffset? OldestRead, long NeverRead, long NeedRepair, DateTimeOffset? FailedSince, bool IsGone, StripeRecord? Stripes, DateTimeOffset? WaitsSince)
{
    internal static CopyStatusRecord Of(CopyStatus copy) => new(
        copy.Name, copy.Vendor, copy.Geography, copy.IsOffline, copy.IsGood, copy.LastSeen, copy.LastCopied, copy.NewestSnapshot, copy.Coverage.LastAudit, copy.Coverage.Share, copy.Coverage.ShareStated,
        copy.Coverage.OldestRead, copy.Coverage.NeverRead, copy.Coverage.NeedRepair, copy.Coverage.FailedSince, copy.Coverage.IsGone, copy.Stripes is { } stripes ? StripeRecord.Of(stripes) : null,
        copy.Coverage.WaitsSince);
}

internal sealed record PolicyRuleRecord(string Rule, int Wanted, int Counted, bool IsMet)
{
    internal static PolicyRuleRecord Of(PlacementFinding finding) => new(finding.Rule.Name, finding.Wanted, finding.Counted, finding.IsMet);
}

internal sealed record NeedRecord(string Problem, string Subject, string Message, string? Hint);

/// <summary>A set of discs that counts as a copy.</summary>
internal sealed record DiscCopyRecord(string Set, string? Holder, string? Place, DateTimeOffset VerifiedAt, DateTimeOffset? NewestSnapshot)
{
    internal static DiscCopyRecord Of(DiscCopyStatus disc) => new(disc.Set, disc.Holder, disc.Place, disc.VerifiedAt, disc.NewestSnapshot);
}

/// <summary>What a witness of the ledger cosigned last.</summary>
internal sealed record WitnessStatusRecord(string Name, long? Entries, DateTimeOffset? Time, bool IsLate);

/// <summary>A key that was shared on paper. <c>Tests</c> says when each share was good last, group by group.</summary>
internal sealed record SharedKeyRecord(string Set, string Key, string Needed, DateTimeOffset Made, int Good, bool IsFinished, IReadOnlyList<DateTimeOffset?> Tests)
{
    internal static SharedKeyRecord Of(SharedKeyStatus key) => new(key.Set, key.Key, key.Needed, key.Made, key.Good, key.IsFinished, key.Tests);
}

/// <summary>Someone who is in the keyring; <c>Recipient</c> is a fingerprint.</summary>
internal sealed record HeldKeyRecord(string Kind, string? Recipient, DateTimeOffset Added, DateTimeOffset? Tested)
{
    internal static HeldKeyRecord Of(HeldKey key) => new(key.Kind, key.Recipient, key.Added, key.Tested);
}

/// <summary>The page of one-time codes in use.</summary>
internal sealed record CodePageRecord(string Page, DateTimeOffset Made, int Codes, int Left)
{
    internal static CodePageRecord? Of(CodePageStatus? page) => page is null ? null : new(page.Page, page.Made, page.Codes, page.Left);
}

/// <summary>The one line of <c>archivist status</c>.</summary>
internal sealed record StatusRecord(
    string Type, string Archive, bool IsSafe, int ExitCode, DateTimeOffset? NewestSnapshot, IReadOnlyList<CopyStatusRecord> Copies, IReadOnlyList<DiscCopyRecord> Discs,
    IReadOnlyList<WitnessStatusRecord> Witnesses, IReadOnlyList<SharedKeyRecord> SharedKeys, IReadOnlyList<HeldKeyRecord> HeldKeys, CodePageRecord? Codes, IReadOnlyList<VoidPaperRecord> VoidPaper,
    IReadOnlyList<PolicyRuleRecord> Policy, IReadOnlyList<NeedRecord> Needs)
{
    internal static StatusRecord Of(StatusResult result) => new(
        "status", result.Archive, result.IsSafe, Platform.Problems.ExitCode.Of(result.Verdict), result.NewestSnapshot, [.. result.Copies.Select(CopyStatusRecord.Of)],
        [.. result.Discs.Select(DiscCopyRecord.Of)], [.. result.Witnesses.Select(witness => new WitnessStatusRecord(witness.Name, witness.Entries, witness.Time, witness.IsLate))],
        [.. result.SharedKeys.Select(SharedKeyRecord.Of)], [.. result.HeldKeys.Select(HeldKeyRecord.Of)], CodePageRecord.Of(result.Codes), [.. result.VoidPaper.Select(VoidPaperRecord.Of)], [.. result.Policy.Select(PolicyRuleRecord.Of)],
        [.. result.Needs.Select(need => (Need: need, Words: CommandLineMessages.Instance.Of(need))).Select(need => new NeedRecord(need.Need.GetType().Name, need.Need.Subject, need.Words.Sentence, need.Words.Hint))]);
}

/// <summary>An entry of the ledger and its proofs; hashes in hexadecimal digits, the lowest first.</summary>
internal sealed record LedgerProofRecord(
    string Type, long Entry, string Content, string Leaf, long Entries, string Root, IReadOnlyList<string> Inclusion, long? Since, IReadOnlyList<string>? Consistency);
