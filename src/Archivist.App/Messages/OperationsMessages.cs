using System.Globalization;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Replicas.Placement;
using Archivist.Repository.Stores;

namespace Archivist.App.Messages;

/// <summary>English for the problems of operations.</summary>
internal static class OperationsMessages
{
    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => FindGeneral(problem) ?? FindArchive(problem) ?? FindReplica(problem);

    private static Message? FindGeneral(Problem problem) => problem switch
    {
        OperationInterrupted => new Message("interrupted", "Run the same command again: what was finished is kept."),
        AccessDenied(var cause) => new Message(Of(cause), "Check the permissions, or run it as a user who has them."),
        FileOperationFailed(_, var cause, var fault) => new Message(Of(cause), HintFor(fault)),
        MemoryExhausted => new Message("not enough memory", "Give the process more memory, or do it in smaller parts."),
        BugFound bug => new Message(
            $"this is a bug in archivist {bug.Version}: {bug.Type}: {bug.Words.TrimEnd('.')} ({(bug.Where.Count == 0 ? "unknown" : string.Join(" < ", bug.Where))})"
                + (bug.Details is { } file ? $"; the details are in {file}" : ""),
            bug.Details is null ? "Please report it with this line and the command that you ran." : "Please report it with that file and the command that you ran."),
        TargetNotEmpty(var path) => new Message($"{path}: the file exists and is not empty", "Choose another file, or allow this one to be overwritten."),
        NoStateSoEarly(var path, var time, null) => new Message($"{path}: no snapshot captured it", "Look for it with 'archivist find', and see what is captured with 'archivist snapshots'."),
        NoStateSoEarly(var path, var time, { } oldest) => new Message(
            $"{path}: no snapshot of it is as old as {time}; the oldest is of {oldest}", "Ask for a later moment."),
        NoSources(null, _) => new Message("no sources are named", "Name files or directories, or write them into archivist.toml."),
        NoSources(var path, var cause) => new Message($"no sources are left: {path}{(cause is null ? "" : $": {Of(cause)}")}", "Name files or directories, or write them into archivist.toml."),
        SnapshotUnreadable(var snapshot) => new Message($"{snapshot}: the snapshot cannot be read, so nothing was removed", "Copy it from a replica, or remove it by its id."),
        CompressionUnsupported(var repository) => new Message($"{repository}: a repository of format version 1 cannot hold compressed content", "Prune it without compressing, or copy the repository into a new one."),
        FileNotSelectable(var path) => new Message($"{path} is a file, which can be restored neither with patterns nor with verification", "Name the directory that it is in."),
        DumpTargetIsDisk(var path) => new Message($"{path}: is a disk", "Name a file."),
        EntryNotDumpable(var path) => new Message($"{path}: is neither a file nor a directory", "Dump the directory that it is in, or restore it."),
        NoSpaceForDump(var path, var free) => new Message($"no space left for {path}; {free} bytes are free beside it", "Make room or write it elsewhere; nothing was left under that name."),
        DirectoryNotFound(var path) => new Message($"{path}: no such directory", "Name a snapshot, or a directory that exists."),
        NoImagesAt(var places) => new Message($"{string.Join(", ", places)}: there is no image", "Name drives, images, or a folder with images whose names end in .iso."),
        PackNotIdentified(var reference, var matches) => new Message(
            $"pack '{reference}': {(matches == 0 ? "not found" : $"ambiguous, {matches} ids start with it")}", "Take the id from the findings of a check that reads all data."),
        _ => null,
    };

    private static Message? FindArchive(Problem problem) => problem switch
    {
        NoRepositoryNamed => new Message("no repository is named", "Name one, or write an archivist.toml."),
        RepositoryLost(var location, var trace) => new Message($"{location}: there is no repository here, but {Of(trace)}", "Mount the disk of the repository; if it is lost, copy a replica back to that place."),
        PlaceInsideRepository(var location, var repository) => new Message($"{location}: lies in the repository {repository}", "Choose a place outside of it."),
        OverwriteDeclined(var device) => new Message($"{device}: nothing was written", $"Answer yes, and then {device}."),
        SecretCommandFailed(var program, var code) => new Message($"secret cmd:{program} ended with code {code}", "Run the command by hand and see what it reports."),
        PasswordFileUnreadable(var path, var cause) => new Message($"cannot read password file {path}: {Of(cause)}", "Name a file that exists and that you may read."),
        PasswordBlank(var origin) => new Message($"{Of(origin)} is empty", "Give a password in a file, with a reference in archivist.toml, or on standard input."),
        SecretTooLong(var origin, var limit) => new Message($"{Of(origin)} is longer than {limit} bytes and cannot be a password", "Name the file with the password."),
        SecretUnavailable(var reference, var fault) => new Message($"secret {reference} {Of(fault)}", "Put the secret there, or point the setting elsewhere."),
        LedgerNotBegun(var directory) => new Message($"ledger {directory}: not found", "Mount the disk that it is on."),
        LedgerEntryUnreadable(var directory) => new Message($"ledger {directory}: an entry cannot be read", "Verify the ledger."),
        _ => null,
    };

    private static Message? FindReplica(Problem problem) => problem switch
    {
        NoReplicasNamed => new Message("no replicas are named", "Name them, or write them into archivist.toml."),
        ReplicaAccessDenied(_, var cause) => new Message(Of(cause), "Check who may write there."),
        ReplicaIsRepository(var replica, var address) => new Message($"replica {replica}: {address} is the repository itself, or one lies inside the other", "Choose a place on another disk or server."),
        ReplicasOverlap(var first, var second, var address) => new Message(
            $"replicas {first} and {second} are one place, or one lies inside the other: {address}", "Choose another place for one of them: one place is one copy."),
        ReplicaNotInspectable(var replica, var cause) => new Message($"replica {replica}: {Of(cause)}", "Check that its disk is mounted and readable, then run the same command again."),
        RepositoryInDoubt(var replica) => new Message($"replica {replica}: nothing is removed while snapshots are missing from the repository", "Bring them back first."),
        ReplicaIncomplete(var replica, var missing) => new Message(
            $"replica {replica}: nothing is removed while {Quantity.Count(missing, "object of the repository is", "objects of the repository are")} missing there", "Bring it up to date first."),
        RemovalBelowPolicy(var rules) => new Message(
            $"nothing is removed while too few copies are good: {string.Join(", ", rules.Select(rule => $"{rule.Counted} of {rule.Wanted} {rule.Rule.Name}"))}", "Fill, audit or repair replicas first."),
        PacksUnprotected(var replica, var packs) => new Message(
            $"replica {replica}: recovery data for {Quantity.Count(packs, "pack", "packs")} is missing or damaged, so fewer shares than intended may be lost", "Repair the replica."),
        WitnessLate(var witness, null, _) => new Message($"witness {witness}: it has never cosigned the ledger", "Ask its operator whether it knows the key of the ledger."),
        WitnessLate(var witness, var last, var entries) => new Message($"witness {witness}: it cosigned the ledger last{Since(" on ", last)}, with {Quantity.Count(entries, "entry", "entries")}, and nothing since", "Ask its operator whether it still answers."),
        SharesGivenUp(var replica, var addresses, var since) => new Message(
            $"replica {replica}: {string.Join(", ", addresses)} {(addresses.Count == 1 ? "has" : "have")} been missing{Since(" since ", since)} and {(addresses.Count == 1 ? "is" : "are")} given up: the other shares take over", "Replace what is lost."),
        ShareMissing(var replica, var address, var since, var survives, var wanted, var until) => new Message(
            $"replica {replica}: share {address} is missing{Since(" since ", since)}, so {survives} more of the {wanted} intended may be lost; the other shares take over{Since(" after ", until)}", "Connect it."),
        RecoveryShareLost(var replica, var address, var since, var survives, var wanted) => new Message(
            $"replica {replica}: recovery share {address} was given up{Since(" on ", since)}, so {Quantity.Count(survives, "share", "shares")} instead of {wanted} may be lost", "Name another directory in its place."),
        ReplicaNeverBegun(var replica, var address) => new Message($"replica {replica}: no copy at {address}, and none was ever seen there", "Check that its disk is mounted."),
        ReplicaInsideRepository(var replica, var address, var repository) => new Message($"replica {replica}: {address} lies in the repository {repository}", "Choose a place outside of it."),
        ReplicaParentMissing(var replica, var parent) => new Message($"replica {replica}: there is no directory {parent} to begin a copy in", "Mount its disk, or create that directory."),
        ReplicaGone(var replica, var address, var seen, var now) => new Message(
            string.Create(CultureInfo.InvariantCulture, $"replica {replica}: the copy at {address} is missing: it was there on {seen:yyyy-MM-dd HH:mm} UTC, and {Of(now)}"), "Mount its disk and run the same command again."),
        RunJournalUnusable(var file, var cause) => new Message($"{file}, the journal of runs, cannot be used: {Of(cause)}", "Move that file away: the next run creates another one. A run that was killed can then not be continued."),
        ScheduleNeverRuns(var schedule) => new Message($"{schedule}: its calendar has no time in the future, so it never runs by itself", "Correct cron, or leave it out for a schedule that only people start."),
        ScheduleWithoutCalendar(var schedule) => new Message($"{schedule}: this schedule has no calendar that could start it: only people do", "Run it, or give its file a cron expression."),
        RunUnderWay(var schedule) => new Message($"{schedule}: this schedule is running already", "Wait until that run has ended."),
        ServiceUnderWay(var archive, var file) => new Message($"another process is the service of {archive}: it holds {file}", "Stop that service first."),
        ConnectionStringInvalid(var reference) => new Message(
            $"{reference} is not a connection string of PostgreSQL", "Write it as Host=db.example.net;Username=archivist;Password=…;Database=alice into a file that only its owner can read."),
        RunHeld(var schedule, var step, var reason) => new Message($"{schedule}: {step} is {NoticeWords.Of(reason)}", "Nothing has to be done: the run goes on by itself."),
        UnitNotWritable(var file, var cause) => new Message($"{file}: the unit of the service cannot be written or removed: {Of(cause)}", "Do it as root, or for your own user alone."),
        SchedulerTrouble(var store, var cause) => new Message($"the scheduler has trouble with {store} and tries again: {Of(cause)}", "Check the disk or the server that it is on."),
        JobStoreUnusable(var store, var cause) => new Message($"the scheduler cannot use {store}: {Of(cause)}", "Check the disk or the server that it is on. Such a file can be moved away: it holds nothing that is not made again."),
        RunNotFinished(var schedule, var started) => new Message(
            string.Create(CultureInfo.InvariantCulture, $"{schedule}: the run of {started:yyyy-MM-dd HH:mm} UTC was never finished, and this one starts from the beginning"), "Continue such a run next time, instead of starting another one."),
        RunNotContinuable(var schedule, var started) => new Message(
            string.Create(CultureInfo.InvariantCulture, $"{schedule}: the schedule has changed since the run of {started:yyyy-MM-dd HH:mm} UTC began, so that run cannot be continued"), "Run the schedule from the beginning."),
        AuditMemoryUnusable(var file, var cause) => new Message($"{file}, which has what audits have read, cannot be used: {Of(cause)}", "Move that file away: the next audit creates another one and reads again."),
        ReplicaAuditFindings(_, _, var findings, var first, var repaired) => new Message(
            $"the audit has {Quantity.Count(findings, "finding", "findings")}, first {RepositoryLayout.TypeName(first.Kind)} {first.Id.Short}{(repaired > 0 ? $"; {Quantity.Count(repaired, "object was", "objects were")} repaired" : "")}",
            "Look at the state of the copies."),
        ObjectsVanished(var replica, var objects) => new Message(
            $"replica {replica}: {Quantity.Count(objects.Count, "object that was there had disappeared and was", "objects that were there had disappeared and were")} copied again, first {objects[0]}",
            "Find out who or what removed them: neither replication nor an audit does."),
        SourceStoodIn(var objects, var first) => new Message(
            $"{CommandLineMessages.Instance.Of(first).Sentence}; {Quantity.Count(objects, "object that could not be read there was", "objects that could not be read there were")} taken from other replicas", "Repair it from a replica."),
        LedgerEntryNotThere(var number, var entries) => new Message($"{number}: the ledger has {Quantity.Count(entries, "entry", "entries")}, numbered from 0", "Choose a number below that."),
        LedgerNotProvable(var directory, var entry) => new Message($"ledger {directory}: entry {entry} and the tiles do not lead to the signed root", "Verify the ledger."),
        ReplicaInSettings p => new Message($"{p.SettingsFile} names a replica {p.Name} already", "Choose another name, or retire that replica first."),
        ReplicasOfSettingsOnly p => new Message($"{p.Repository} is not the repository of {p.SettingsFile}, whose replicas are meant", "Leave out the repository, or name its settings."),
        ReplicaNotAdded p => new Message(
            $"replica {p.Replica} is not added: its audit found {Quantity.Count(p.Count, "object that it cannot give back", "objects that it cannot give back")}, first {p.First}", "Check the disk or server, then add it again."),
        RetirementBelowPolicy p => new Message(
            $"replica {p.Replica} is not retired: the verified copies without it would not meet the policy: {string.Join(", ", p.Rules.Select(rule => $"{rule.Counted} of {rule.Wanted} {rule.Rule.Name}"))}", "Add another replica first."),
        RetirementDeclined p => new Message($"replica {p.Replica}: it was not retired", "Run the command again and answer yes to go on."),
        SettingsNotEditable(var file, var fault) => Of(file, fault),
        ClaimsContradicted(var first, var second, var ground, var claims) => new Message(
            $"replicas {first} and {second} {Of(ground)}, but the settings claim a different {string.Join(", ", claims.Select(Of))}", "Move one of them, or correct what the settings claim."),
        NoSnapshotTaken => new Message("there is no snapshot yet", "Take one."),
        ReplicaNeedsAttention need => Of(need),
        PlaceRecordUnreadable(var file, var address, var cause) => new Message($"cannot read {file}, which says what was at {address}: {Of(cause)}", "Make the file readable, or remove it to forget that place."),
        _ => null,
    };

    /// <summary>What two copies share, as the end of a sentence.</summary>
    internal static string Of(SharedGround ground) => ground switch
    {
        SharedGround.FileSystem => "lie on one file system: they are lost together",
        SharedGround.Disk(var name) => $"lie on one disk ({name}): they are lost together",
        SharedGround.Bucket(var name) => $"lie in one bucket ({name}): they are lost together",
        SharedGround.AccessKey => "are opened by one access key",
        SharedGround.Host(var name) => $"are on one server ({name})",
        SharedGround.Address(var text) => $"are on servers with one address ({text})",
        SharedGround.Certificate => "are on servers with one certificate",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Of(ClaimedDomain domain) => domain switch
    {
        ClaimedDomain.Vendor => "vendor",
        ClaimedDomain.Geography => "geography",
        ClaimedDomain.Backbone => "backbone",
        ClaimedDomain.Account => "account",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Message Of(string file, SettingsEditFault fault) => fault switch
    {
        SettingsEditFault.NotAFile => new Message($"{file}: it is not a regular file and cannot be edited", "Name the settings file itself."),
        SettingsEditFault.OtherwiseWritten => new Message($"{file}: it does not write this replica as [[replica]]", "Edit the file by hand."),
        SettingsEditFault.Overridden => new Message($"{file}: environment variables such as ARCHIVIST__REPLICA__0__URL would mean another replica afterwards", "Unset them, or edit the file by hand."),
        SettingsEditFault.ChangedMeanwhile => new Message($"{file}: it was changed meanwhile, and is left as it is", "Run the same command again."),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Message Of(ReplicaNeedsAttention need) => need.Need switch
    {
        ReplicaNeed.Repair => new Message($"replica {need.Replica}: {Quantity.Count(need.Objects, "object is", "objects are")} missing, damaged or unreadable", "Repair it from the other copies."),
        ReplicaNeed.FirstCopy => new Message($"replica {need.Replica}: there is no copy yet", "Create it."),
        ReplicaNeed.Search => new Message($"replica {need.Replica}: the copy is missing at its place{Since(" since ", need.Last)}", "Mount its disk."),
        ReplicaNeed.Connection => new Message($"replica {need.Replica}: it could not be audited{Since(" since ", need.Last)}", "Check the network and the server."),
        ReplicaNeed.NewestSnapshot => new Message($"replica {need.Replica}: it does not hold the newest snapshot{Since(", last copied to on ", need.Last)}", "Copy what it lacks."),
        ReplicaNeed.FirstAudit => new Message($"replica {need.Replica}: it was never audited", "Audit it: a copy counts once it was read."),
        ReplicaNeed.RecoveryData => new Message($"replica {need.Replica}: its recovery data was {(need.Last is null ? "never read whole" : "not read whole within the period")}{Since(", last on ", need.Last)}", "Audit it."),
        ReplicaNeed.Audit => new Message($"replica {need.Replica}: the last audit is too long ago{Since(", on ", need.Last)}", "Audit it."),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Since(string words, DateTimeOffset? last) =>
        last is { } at ? string.Create(CultureInfo.InvariantCulture, $"{words}{at.ToUniversalTime():yyyy-MM-dd HH:mm} UTC") : "";

    private static string? HintFor(FileOperationFault fault) => fault switch
    {
        FileOperationFault.NoSpace => "Free some space, then run the same command again.",
        FileOperationFault.ReadOnly => "Mount it for writing, or choose another place.",
        FileOperationFault.MediumError => "Check the disk, its cable and the kernel's log, then run the same command again or use another copy.",
        FileOperationFault.NotADirectory => "Choose another place, or move what is there away.",
        _ => null,
    };

    private static string Of(Cause cause) => CommandLineMessages.Instance.Of(cause);

    private static string Of(RepositoryTrace trace) => trace switch
    {
        RepositoryTrace.Seen(var at) => string.Create(CultureInfo.InvariantCulture, $"one was there on {at:yyyy-MM-dd HH:mm} UTC"),
        RepositoryTrace.Ledger(var directory) => $"its ledger is there ({directory})",
        RepositoryTrace.ReplicaSeen(var name) => $"replica {name} was seen before",
        RepositoryTrace.Replica(var name, var address) => $"replica {name} is there ({address})",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Of(ReplicaPlace now) => now switch
    {
        ReplicaPlace.OwnFileSystem => "what is there now lies on the file system of the repository",
        ReplicaPlace.OtherRepository => "another repository is there now",
        _ => "no repository is there now",
    };

    private static string Of(SecretOrigin origin) => origin switch
    {
        SecretOrigin.StandardInput => "the password on standard input",
        SecretOrigin.PasswordFile(var path) => $"password file {path}",
        SecretOrigin.Reference(var text) => $"secret {text}",
        _ => "the password",
    };

    private static string Of(SecretFault fault) => fault switch
    {
        SecretFault.NotSet => "is not set",
        SecretFault.Empty => "is empty",
        SecretFault.NoCredentials => "is unavailable: systemd passed no credentials",
        SecretFault.NoKeyring => "is unavailable: this system has no kernel keyring",
        SecretFault.NotInKeyring => "is not in the user keyring of the kernel",
        SecretFault.Expired => "has expired or was revoked in the user keyring of the kernel",
        SecretFault.Unreadable(var cause) => $"cannot be read: {Of(cause)}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
