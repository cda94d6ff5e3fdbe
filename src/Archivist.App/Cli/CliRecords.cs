using System.Text.Json;
using System.Text.Json.Serialization;
using Archivist.App.Messages;
using Archivist.Messages.English;
using Archivist.Operations.Keys.Sharing;
using Archivist.Platform.Problems;
using Archivist.Reports.Runs;
using Archivist.Repository.Pruning;
using Archivist.Replicas.Reading;
using Archivist.Restore.Comparing;
using Archivist.Restore.Restoring;

namespace Archivist.App.Cli;

/// <summary>The JSON lines of every verb; <c>type</c> says which one it is (docs/cli.md).</summary>
internal sealed record ErrorRecord(string Type, string Failure, int ExitCode, string Problem, string Subject, string Message, string? Hint)
{
    /// <summary>Of a bug: the file with its details.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Details { get; init; }
}

internal sealed record LatestWarningRecord(
    string Type, string About, string Message, string ByDate, string? ByLedger, string? ByArrival, bool AfterNow);

internal sealed record InitRecord(string Type, string Repository, string Id, int Version);

internal sealed record SnapshotTakenRecord(
    string Type, string? SnapshotId, string? Parent, string Time, long Files, long Folders, long Others, long UnchangedFiles,
    long Bytes, long NewBytes, long StoredBytes, double Seconds, IReadOnlyList<UnreadablePathReport> Unreadable,
    bool DryRun, bool Skipped)
{
    public IReadOnlyList<BlockSourceRecord> BlockSources { get; init; } = [];

    public int? SystemFiles { get; init; }

    public IReadOnlyList<FileSystemRecord>? FileSystems { get; init; }
}

internal sealed record FileSystemRecord(string Path, string FileSystem, bool Still, long Files, long ChangedFiles);

internal sealed record BlockSourceRecord(string Path, long Bytes, long BytesRead, string? Bitmap, string? ReadWholeBecause, long MissedChunks);

internal sealed record SnapshotRecord(
    string Type, string Id, string Time, string Hostname, string Username, IReadOnlyList<string> Paths, IReadOnlyList<string> Tags,
    string Tree, string? Parent)
{
    /// <summary>The names that restic's JSON has beside these, for scripts that were written for it.</summary>
    public string ShortId => Id[..8];

    public string ProgramVersion { get; init; } = "";

    public IReadOnlyList<string> Excludes { get; init; } = [];

    public JsonElement? Summary { get; init; }
}

internal sealed record EntryRecord(
    string Type, string Path, string NodeType, string Permissions, uint UserId, uint GroupId, ulong Size, string ModifiedAt,
    string? LinkTarget, string? SnapshotId);

internal sealed record StateRecord(
    string Type, string Path, string Time, string SnapshotId, string SnapshotTime, string? NextSnapshotId, string? NextSnapshotTime, bool Exists);

internal sealed record VersionRecord(
    string Type, string Path, string? NodeType, ulong? Size, string? ModifiedAt, string? Permissions, string Hostname, string FirstSnapshot,
    string FirstTime, string LastSnapshot, string LastTime, int Snapshots, IReadOnlyList<string> Changes);

internal sealed record FoundObjectRecord(
    string Type, string ObjectType, string Id, string Path, string ParentTree, string? Pack, string SnapshotId, string Time);

internal sealed record ChangeRecord(string Type, string Path, string Modifier);

internal sealed record DiffRecord(
    string Type, string SourceSnapshot, string TargetSnapshot, long ChangedFiles, DiffStatistics.Totals Added, DiffStatistics.Totals Removed);

internal sealed record DifferenceRecord(string Type, string Path, string What);

internal sealed record ComparedRecord(string Type, string SnapshotId, string Folder, long Entries, long Files, long Bytes, int DifferenceCount);

/// <summary>A path that was not restored as it was.</summary>
internal sealed record RestoreProblemRecord(string Path, Failure Failure, string Cause)
{
    /// <summary>A path with the words for its cause.</summary>
    internal static RestoreProblemRecord Of(RestoreProblem problem) => new(problem.Path, problem.Failure, CommandLineMessages.Instance.Of(problem.Cause));
}

/// <summary>A path that differs from the snapshot after its restore.</summary>
internal sealed record RestoreDifferenceRecord(string Path, string What)
{
    /// <summary>A path with the words for what differs.</summary>
    internal static RestoreDifferenceRecord Of(TreeDifference difference) => new(difference.Path, DifferenceText.Of(difference.Difference));
}

internal sealed record RestoredRecord(
    string Type, string SnapshotId, string Target, long Files, long Folders, long Others, long Bytes, double Seconds,
    IReadOnlyList<RestoreProblemRecord> Problems, long? VerifiedFiles, IReadOnlyList<RestoreDifferenceRecord>? Differences,
    long Kept, long Deleted, bool DryRun, long BytesKept, IReadOnlyList<ReadCopyRecord> Copies, long BytesReadTwice);

/// <summary>What one of several copies contributed to a restore.</summary>
internal sealed record ReadCopyRecord(string Name, long Bytes, long UnusedBytes, int WrongAnswers, int Failures)
{
    internal static ReadCopyRecord Of(CopyShare share) => new(share.Name, share.Bytes, share.UnusedBytes, share.WrongRanges, share.Failures);
}

internal sealed record RestoredDeviceRecord(
    string Type, string SnapshotId, string Path, string Device, long Bytes, long BytesWritten, long BytesCleared, bool DryRun, bool IsVerified,
    double Seconds);

internal sealed record MountedRecord(string Type, string Place, string? Address, int Snapshots, long? Bytes);

internal sealed record RestoreStepRecord(string Type, string Path, string Action, long Bytes);

internal sealed record CheckRecord(
    string Type, int Snapshots, int Packs, int Blobs, long BytesRead, bool IsSound, IReadOnlyList<string> Findings,
    IReadOnlyList<string> Hints, double Seconds);

internal sealed record ReplicatedRecord(
    string Type, string Replica, string Location, long ObjectsCopied, long BytesCopied, long ObjectsPresent, long ObjectsReplaced,
    long BytesTotal, double Seconds);

internal sealed record DiscRecord(
    string Type, string Image, string Volume, long Bytes, long DataBytes, string Sha256, string WholeSha256, int Files, int Objects, double Seconds);

internal sealed record PlannedDiscRecord(
    string Id, int Volume, int Of, string Medium, string Label, long Bytes, long Capacity, double FillPercent, int Packs, bool Boots, int RecoverySlices);

internal sealed record DiscSetPlannedRecord(
    string Type, string Set, string SetId, string Kind, string? Base, bool ByNeed, string SnapshotId, IReadOnlyList<int>? SnapshotDiscs, IReadOnlyList<string>? EarlierDiscs,
    IReadOnlyList<PlannedDiscRecord> Discs);

internal sealed record DiscRebuiltRecord(
    string Type, string Set, string Output, IReadOnlyList<int> MissingDiscs, int Packs, long Bytes, int MissingSlices, int RecoverySlices, IReadOnlyList<RebuiltImageRecord> Images, double Seconds);

internal sealed record RebuiltImageRecord(int Volume, string Image, long Bytes, string Sha256, bool? IsIdentical);

internal sealed record CataloguedDiscRecord(
    string Type, string Id, string Set, string SetId, string Kind, string? Base, int Volume, int Of, string Medium, string Label, DateTimeOffset PlannedAt,
    string? Sha256, long? Bytes, string? WholeSha256, long? WholeBytes, DateTimeOffset? BuiltAt, DateTimeOffset? BurnedAt, bool ErrorCorrection, int Packs, IReadOnlyList<string> Snapshots, string? Place, string? Holder,
    DateTimeOffset? LastReadWell, string? ReadBy);

internal sealed record FileOnDiscsRecord(
    string Type, string Path, string SnapshotId, string Time, long Size, IReadOnlyList<string> Discs, bool IsComplete);

internal sealed record DiscNeededRecord(
    string Type, string Id, string Set, int Volume, int Of, string Label, int Packs, long Bytes, bool IsAtHand);

internal sealed record MasteredRecord(
    string Type, string Image, string Volume, long Bytes, string? Sha256, int Files, double Seconds);

internal sealed record SourceReadRecord(string Source, string Drive, long Sectors, long FailedSectors, double BytesPerSecond);

internal sealed record DiscReadRecord(
    string Type, string? Image, string? Map, string? Disc, string Outcome, long Sectors, long UnreadableSectors, long WrongSectors, long CorrectedSectors, long LostSectors, int LostRows,
    int? Roots, int? WorstErasures, double? Margin, IReadOnlyList<SourceReadRecord> Sources, bool IsRecorded, double Seconds);

internal sealed record DiscTrendRecord(double PerYear, double Slowest, double Fastest, int Readings);

internal sealed record DiscHealthRecord(
    string Type, string Disc, string Label, string State, DateTimeOffset? LastRead, string? Drive, string? Outcome, long? DamagedSectors, double? Margin, int Readings, DiscTrendRecord? Trend,
    DateTimeOffset? RemasterBy, DateTimeOffset? Earliest, DateTimeOffset? Latest, string Method, string NextStep);

internal sealed record DiscRemasteredRecord(string Type, string Disc, string Image, string From, bool IsIdentical, long Bytes, string Sha256, long LostSectors, double Seconds);

internal sealed record DiscVerifiedRecord(
    string Type, string Image, bool IsGood, long Bytes, int Files, int Objects, IReadOnlyList<string> Findings,
    DiscCorrectionRecord? Correction, IReadOnlyList<string>? BootAuthorities, double Seconds);

internal sealed record DiscBurnedRecord(
    string Type, string Device, string Medium, string Outcome, string? Cause, bool IsSpoiled, long Bytes, string Sha256, double SecondsToWrite,
    IReadOnlyList<ReadRegionRecord> Regions, double Seconds);

internal sealed record DiscPrintedRecord(string Type, string Kind, string Path, int Pages);

internal sealed record ReadRegionRecord(long Offset, long Bytes, long Unreadable, double BytesPerSecond);

internal sealed record DrillRecord(
    string Type, string Image, string Firmware, string Unlock, bool Unlocked, string? Key, string? KeyKind, IReadOnlyList<string> Fingerprints, string Fault, bool Passed, int ExitCode, string Sentence, bool AsExpected, string? SnapshotId,
    double? SecondsToBoot, double? SecondsToFirstFile, double? SecondsToRestored, double Seconds, long Entries, long Bytes,
    long BytesFromDisc, long BytesFromNet, long FilesCompared, long Differences, string ConsoleLog);

internal sealed record RunRecord(
    string Type, string Schedule, int ExitCode, string? Image, IReadOnlyList<string> Reports, double Seconds);

internal sealed record ConfigRecord(
    string Type, string File, string Disk, IReadOnlyList<string> Overridden, int Replicas, IReadOnlyList<string> Schedules, string Template);

internal sealed record LedgerRecord(string Type, string Folder, bool IsGood, long Entries, string? Root, string VerifierKey, IReadOnlyList<WitnessRecord> Witnesses);

internal sealed record WitnessRecord(string Name, string Key, long? Entries, string? Root, DateTimeOffset? Time);

internal sealed record WitnessCreatedRecord(string Type, string Directory, string VerifierKey);

internal sealed record DoctorRecord(string Type, bool IsComplete, IReadOnlyList<string> Missing, IReadOnlyList<string> Packages);

internal sealed record ProgramRecord(string Type, string Version, string Runtime, string System);

internal sealed record UnlockRecord(string Type, string Id, bool? Exclusive, string? Hostname, string? Username, int? ProcessId, string? Time, string Why, bool DryRun);

internal sealed record PruneRecord(string Type, bool DryRun, PruneFigures Figures, double Seconds);

internal sealed record KeyRecord(string Type, string Id, bool Current, string Username, string Hostname, string Created);

/// <summary>A share that was made; <c>words</c> is secret.</summary>
internal sealed record KeyShareRecord(string Type, string Set, int Group, int Member, int Needed, string Fingerprint, string Words);

internal sealed record SharedKeyMadeRecord(string Type, string Set, string Key, string Needed);

/// <summary>A share that was tested; nothing of its words beyond the two that name the set.</summary>
internal sealed record ShareTestRecord(string Type, string Share, bool IsGood, string? Set, int? Group, int? Member, int? Needed, string? Fingerprint, bool? IsKnown);

internal sealed record SharedKeyTallyRecord(string Type, string Set, string Key, string Needed, int Good, int Shares, bool IsFinished, DateTimeOffset? OldestTest, DateTimeOffset? NewestTest);

/// <summary>A sheet that was printed or read back.</summary>
internal sealed record KeySheetRecord(string Type, string? File, string Set, string? Fingerprint);

/// <summary>What shares gave; <c>password</c> is secret.</summary>
internal sealed record CombinedRecord(string Type, string Set, string Password);

internal sealed record KeyRemovedRecord(string Type, string Id, bool DryRun);

internal sealed record KeyringRecord(string Type, string Kind, string? Recipient, string File);

internal sealed record VoidPaperRecord(string Type, string Kind, string? Set, string? Key, string? Needed, IReadOnlyList<string> Ids, DateTimeOffset IssuedAt, DateTimeOffset VoidSince, string Reason)
{
    internal static VoidPaperRecord Of(VoidPaper paper) => new(
        "void_paper", paper.Kind switch { PaperKind.Shares => "shares", PaperKind.Sheet => "sheet", _ => "codes" }, paper.Set, paper.Key, paper.Needed, paper.Ids, paper.Issued, paper.Since, paper.Reason is VoidReason.Replaced ? "replaced" : "key-removed");
}

internal sealed record CodesRecord(string Type, string Page, int Count, string? File, IReadOnlyList<string> Codes);

internal sealed record CodeUsedRecord(string Type, string Page, int Number, int Left);

internal sealed record KeyringRemovedRecord(string Type, string Kind, string? Recipient, string File, bool DryRun);

internal sealed record KeyTestedRecord(string Type, string? Kind, string? File, string Id);

internal sealed record CopiedRecord(
    string Type, string SnapshotId, string? CopyId, string Time, long NewBytes, long StoredBytes, bool DryRun);

/// <summary>A path that was shared, or would be.</summary>
internal sealed record PathSharedRecord(
    string Type, string Place, string Path, string SnapshotId, string? CopyId, string Time, long Files, long Bytes, long StoredBytes, IReadOnlyList<SharedWithRecord> SharedWith, string? KeyFile, bool DryRun);

/// <summary>Who can open what was shared.</summary>
internal sealed record SharedWithRecord(string Kind, string? Recipient, string? File);

internal sealed record StatsRecord(
    string Type, string Mode, long TotalSize, long TotalFileCount, long TotalBlobCount, long TotalUncompressedSize, int SnapshotsCount);

internal sealed record TaggedRecord(string Type, string SnapshotId, string? NewId, IReadOnlyList<string> Tags, bool DryRun);


[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ErrorRecord))]
[JsonSerializable(typeof(LatestWarningRecord))]
[JsonSerializable(typeof(InitRecord))]
[JsonSerializable(typeof(SnapshotTakenRecord))]
[JsonSerializable(typeof(SnapshotRecord))]
[JsonSerializable(typeof(EntryRecord))]
[JsonSerializable(typeof(StateRecord)), JsonSerializable(typeof(VersionRecord))]
[JsonSerializable(typeof(FoundObjectRecord))]
[JsonSerializable(typeof(ChangeRecord)), JsonSerializable(typeof(DiffRecord))]
[JsonSerializable(typeof(DifferenceRecord))]
[JsonSerializable(typeof(ComparedRecord))]
[JsonSerializable(typeof(RestoredRecord))]
[JsonSerializable(typeof(RestoreStepRecord))]
[JsonSerializable(typeof(RestoredDeviceRecord))]
[JsonSerializable(typeof(MountedRecord))]
[JsonSerializable(typeof(CheckRecord))]
[JsonSerializable(typeof(ReplicatedRecord))]
[JsonSerializable(typeof(ProgramRecord))]
[JsonSerializable(typeof(ConfigRecord))]
[JsonSerializable(typeof(LedgerRecord))]
[JsonSerializable(typeof(WitnessCreatedRecord))]
[JsonSerializable(typeof(DoctorRecord))]
[JsonSerializable(typeof(DiscRecord))]
[JsonSerializable(typeof(MasteredRecord))]
[JsonSerializable(typeof(DiscReadRecord))]
[JsonSerializable(typeof(DiscHealthRecord))]
[JsonSerializable(typeof(DiscRemasteredRecord))]
[JsonSerializable(typeof(DiscVerifiedRecord))]
[JsonSerializable(typeof(DiscBurnedRecord))]
[JsonSerializable(typeof(DiscPrintedRecord))]
[JsonSerializable(typeof(DiscSetPlannedRecord))]
[JsonSerializable(typeof(DiscRebuiltRecord))]
[JsonSerializable(typeof(CataloguedDiscRecord))]
[JsonSerializable(typeof(FileOnDiscsRecord))]
[JsonSerializable(typeof(DiscNeededRecord))]
[JsonSerializable(typeof(DiscProtectedRecord))]
[JsonSerializable(typeof(DiscRepairedRecord))]
[JsonSerializable(typeof(DrillRecord))]
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(ScheduleRecord))]
[JsonSerializable(typeof(UpcomingRunRecord))]
[JsonSerializable(typeof(SchedulesCheckedRecord))]
[JsonSerializable(typeof(ScheduleSwitchedRecord)), JsonSerializable(typeof(ServiceUnitRecord))]
[JsonSerializable(typeof(UnlockRecord))]
[JsonSerializable(typeof(CopiedRecord))]
[JsonSerializable(typeof(PathSharedRecord))]
[JsonSerializable(typeof(StatsRecord))]
[JsonSerializable(typeof(RebuildPlannedRecord))]
[JsonSerializable(typeof(TaggedRecord))]
[JsonSerializable(typeof(KeyRecord))]
[JsonSerializable(typeof(KeyRemovedRecord))]
[JsonSerializable(typeof(KeyShareRecord))]
[JsonSerializable(typeof(SharedKeyMadeRecord))]
[JsonSerializable(typeof(ShareTestRecord))]
[JsonSerializable(typeof(SharedKeyTallyRecord))]
[JsonSerializable(typeof(CombinedRecord))]
[JsonSerializable(typeof(KeySheetRecord))]
[JsonSerializable(typeof(KeyringRecord))]
[JsonSerializable(typeof(KeyringRemovedRecord)), JsonSerializable(typeof(VoidPaperRecord)), JsonSerializable(typeof(CodesRecord)), JsonSerializable(typeof(CodeUsedRecord))]
[JsonSerializable(typeof(KeyTestedRecord))]
[JsonSerializable(typeof(IndexRepairedRecord))]
[JsonSerializable(typeof(SnapshotRepairedRecord))]
[JsonSerializable(typeof(PackRepairedRecord))]
[JsonSerializable(typeof(PruneRecord))]
[JsonSerializable(typeof(ForgetGroupRecord))]
[JsonSerializable(typeof(ForgottenRecord))]
[JsonSerializable(typeof(AuditRecord))]
[JsonSerializable(typeof(AuditPlanRecord))]
[JsonSerializable(typeof(ReplicaRepairedRecord))]
[JsonSerializable(typeof(ReplicaRecord))]
[JsonSerializable(typeof(ReplicaPrunedRecord))]
[JsonSerializable(typeof(ReplicaTestRecord))]
[JsonSerializable(typeof(ReplicaAddedRecord))]
[JsonSerializable(typeof(ReplicaRetiredRecord))]
[JsonSerializable(typeof(ReplicationPlanRecord))]
[JsonSerializable(typeof(ReplicationPlanTotalRecord))]
[JsonSerializable(typeof(ReplicationSourceRecord))]
[JsonSerializable(typeof(StatusRecord)), JsonSerializable(typeof(LedgerProofRecord)), JsonSerializable(typeof(NotifyTargetRecord)), JsonSerializable(typeof(NotifyTestRecord)), JsonSerializable(typeof(IncidentRecord))]
internal sealed partial class CliJson : JsonSerializerContext;
