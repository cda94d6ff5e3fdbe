using Archivist.Operations.Problems;
using Archivist.Platform.Problems;

namespace Archivist.App.Messages;

/// <summary>What to type next after a problem of operations.</summary>
internal static class OperationsHints
{
    /// <summary>Null where no command or flag helps more than the general hint.</summary>
    internal static string? Find(Problem problem) => problem switch
    {
        TargetNotEmpty => "Add --force to overwrite it.",
        SnapshotUnreadable p => $"Copy it from a replica, or remove it with 'archivist forget {p.Snapshot.Id.Short}'.",
        DumpTargetIsDisk => "Name a file; 'archivist restore --target-device' writes the image of a disk to one.",
        PackNotIdentified => "Take the id from the report of 'archivist check --read-data'.",
        NoRepositoryNamed => "Give --repo, or write an archivist.toml.",
        RepositoryLost => "Mount the disk of the repository; if it is lost, copy a replica back to that place, or create a new one with 'archivist init'.",
        PasswordBlank => "Give a password with --password-file, with a reference in archivist.toml, or on standard input.",
        LedgerNotBegun => "Mount the disk that it is on; if there never was one, 'archivist init' creates what is missing.",
        LedgerEntryUnreadable => "Run 'archivist ledger verify'.",
        RepositoryInDoubt => "Bring them back with 'archivist repair replica --repository', or give them up with 'archivist forget ID'.",
        ReplicaIncomplete p => $"Run 'archivist replicate {p.Replica}'.",
        RemovalBelowPolicy => "See what 'archivist status' names; --allow-below-policy removes all the same.",
        PacksUnprotected p => $"Run 'archivist repair replica {p.Replica}'.",
        WitnessLate => "Run 'archivist audit', which shows it the newest entries; if it does not answer, ask its operator, or take it out of archivist.toml.",
        SharesGivenUp p => $"Name an empty place instead of it in shares and run 'archivist repair replica {p.Replica}', or take it out of shares.",
        ShareMissing p => $"Connect it, then run 'archivist audit {p.Replica}'.",
        RecoveryShareLost p => $"Name another directory in its place in shares, then run 'archivist repair replica {p.Replica}'.",
        AuditCostLimited => "Raise --max-cost or audit.max-cost if that goes on; 'archivist audit --plan' shows what it costs.",
        ReplicaNeverBegun p => $"Check that its disk is mounted, then begin it with 'archivist replicate --init {p.Replica}'.",
        ReplicaGone p => $"Mount its disk and run the same command again; if the copy is lost, begin it again with 'archivist replicate --init {p.Replica}'.",
        ReplicaAuditFindings => "Run 'archivist status'.",
        SourceStoodIn => "Run 'archivist repair replica --repository'.",
        LedgerNotProvable => "Run 'archivist ledger verify'.",
        NoSnapshotTaken => "Take one with 'archivist snapshot'.",
        ReplicaNeedsAttention { Need: ReplicaNeed.Repair } p => $"Repair it with 'archivist repair replica {p.Replica}'.",
        ReplicaNeedsAttention { Need: ReplicaNeed.FirstCopy } p => $"Create it with 'archivist replicate --init {p.Replica}'.",
        ReplicaNeedsAttention { Need: ReplicaNeed.NewestSnapshot } p => $"Run 'archivist replicate {p.Replica}'.",
        ReplicaNeedsAttention { Need: ReplicaNeed.Search } p => $"Mount its disk, then run 'archivist audit {p.Replica}'.",
        ReplicaNeedsAttention { Need: ReplicaNeed.Connection } p => $"Run 'archivist audit {p.Replica}' once it can be reached.",
        ReplicaNeedsAttention p => $"Run 'archivist audit {p.Replica}'.",
        ReplicaBelowPolicy => "Fill, audit or repair what 'archivist status' names, or add a replica with 'archivist replica add'.",
        ReplicaInSettings p => $"Choose another name, or retire that replica first with 'archivist replica retire {p.Name}'.",
        ReplicasOfSettingsOnly => "Leave out --repo, or name its settings with --config.",
        RetirementBelowPolicy p => $"Add another replica first with 'archivist replica add'; --allow-below-policy retires {p.Replica} all the same.",
        PacksVanished => "Bring back what a replica has with 'archivist repair replica --repository'; if another program removed them on purpose, enter that with 'archivist repair index'.",
        SnapshotsVanished p => $"Bring back what a replica has with 'archivist repair replica --repository'; if it was removed on purpose, enter that with 'archivist forget {p.Snapshots[0].Value.Short}'.",
        ObjectsLost => "Find a disc that has them and name it with 'archivist repair replica --from disc:IMAGE'; 'archivist check' says which snapshots need them.",
        PasswordNotTypable => "Add a second password without them: archivist key add",
        SnapshotDatedAhead p => $"Remove it with 'archivist forget {p.Snapshot.Value.Short}'.",
        ChosenTimeAhead => "Correct --time if that was not meant.",
        NoSettings p => $"Write {p.FileName} in one of these places, or name a file with --config.",
        SettingsPlaceNotInspectable => "Make that place readable, or name the settings file with --config.",
        ScheduleWithoutCalendar p => $"Run it with 'archivist run {p.Schedule}', or give its file a cron expression.",
        ListeningRefused { HasSignIn: true } => "Name a certificate with --tls-certificate and --tls-key, or listen on 127.0.0.1.",
        ListeningRefused => "Listen on 127.0.0.1 and put a proxy or an SSH tunnel in front, or keep copies of others with --peers, --users and a certificate.",
        NamedSettingsMissing { Origin: SettingsOrigin.Request } => "Correct --config, or write the file.",
        _ => null,
    };
}
