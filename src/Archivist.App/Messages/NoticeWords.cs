using System.Globalization;
using Archivist.Drills;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Recovery.Builder;
using Archivist.Recovery.Protocol;

namespace Archivist.App.Messages;

/// <summary>English for what an operation is doing.</summary>
internal static class NoticeWords
{
    /// <summary>One line.</summary>
    internal static string Of(Notice notice) => notice switch
    {
        Notice.Lock(var problem) => InFull(problem),
        Notice.ReplicaBegun(var replica, var address) => $"Replica {replica}: begun at {address}",
        Notice.LedgerNotTaken(var address) => $"No copy of the ledger is kept at {address}: this server takes files of repositories only",
        Notice.KeyringNotTaken(var address) => $"No copy of the keyring is kept at {address}: this place takes files of repositories only",
        Notice.PlaceInspected(var replica, var address, var configuration) =>
            $"looked at {Place(replica)}, {address}: {(configuration is null ? "nothing was created there yet" : $"a repository is there (configuration {configuration})")}",
        Notice.RemovalEntered(var snapshot) => $"Snapshot {snapshot.Value.Short} is not in the repository; that it was removed is in the ledger now",
        Notice.PruneDecided(var deleted, var repacked, var freed) => $"{Quantity.Count(deleted, "pack", "packs")} to delete, {repacked} to rewrite, {Quantity.Bytes(freed)} become free",
        Notice.ImageFits(var length, var capacity, var medium) =>
            string.Create(CultureInfo.InvariantCulture, $"Fits: {Quantity.Bytes(length)} of {Quantity.Bytes(capacity)} of {medium}, {100.0 * length / capacity:0.0} %."),
        Notice.BuildingEnvironment(var step) => Of(step),
        Notice.DrillBooting(var image, var firmware, var fault) =>
            $"drill: booting {image} on {firmware.Word}{(fault is DrillFault.None ? "" : $" with a fault made on purpose ({fault.Word})")}",
        Notice.DrillReported(var since, var report) => $"drill: {since.TotalSeconds,6:0.0} s  {Of(report)}",
        Notice.ShareGood(var share, var set, var group, var member, var needed) => $"{share} is good: set '{set}', group {group}, member {member}; {needed} of this group needed",
        Notice.StepBegun(var schedule, var step) => $"{schedule}: {step}",
        Notice.RunStarting starting => Of(starting),
        Notice.ChangesCaptured(var snapshot, var files, var bytes) => $"changes: snapshot {snapshot.Value.Short}, {Quantity.Count(files, "file", "files")} looked at, {Quantity.Bytes(bytes)} new",
        Notice.ReplicasConnected(var replicas) => $"connected, and filled now: {string.Join(", ", replicas)}",
        Notice.RunEnded(var schedule, var verdict, var elapsed) => $"{schedule}: {(verdict is Failure.None ? "done" : $"ended with {verdict} ({(int)verdict})")} in {Quantity.Duration(elapsed)}",
        Notice.RunHeld held => string.Create(
            CultureInfo.InvariantCulture, $"{held.Schedule}: due since {held.Since:yyyy-MM-dd HH:mm} UTC, {Of(held.Reason)}{(held.AnywayAt is { } at ? $"; runs anyway from {at.ToUniversalTime():yyyy-MM-dd HH:mm} UTC" : "")}"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>A problem in one line, with its hint.</summary>
    internal static string InFull(Problem problem)
    {
        var (sentence, hint) = CommandLineMessages.Instance.Of(problem);
        return hint is null ? sentence : $"{sentence}. {hint}";
    }

    /// <summary>The repository, or a replica of it.</summary>
    internal static string Place(string? replica) => replica is null ? "repository" : $"replica {replica}";

    private static string Of(Notice.RunStarting starting) => string.Create(
        CultureInfo.InvariantCulture,
        $"{starting.Schedule}: {(starting.IsContinued ? "going on with the interrupted run" : $"run for {starting.At.ToUniversalTime():yyyy-MM-dd HH:mm:ss} UTC{(starting.IsCatchUp ? ", which was missed" : "")}")}{(starting.Disregards is { } reason ? $"; {Of(reason)} for too long" : "")}");

    /// <summary>Why a schedule or a step does not start, as the end of a sentence.</summary>
    internal static string Of(HoldReason reason) => reason switch
    {
        HoldReason.NoNetwork => "waiting for the network",
        HoldReason.NetworkSettling => "waiting for the network to settle",
        HoldReason.OnBattery => "skipped on battery",
        HoldReason.Metered => "skipped on a metered network",
        HoldReason.BackingOff => "waiting before the next try",
        HoldReason.TakingTurns => "waiting for its turn",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Of(BuildStep step) => step switch
    {
        BuildStep.Waiting => "waiting for another build of the recovery environment",
        BuildStep.UsingLastVersions(var cause) => $"apt knows no packages ({CommandLineMessages.Instance.Of(cause)}); taking the versions of the last build",
        BuildStep.UpdatingLists => "updating the package lists: apt-get update",
        BuildStep.Fetching(var packages, var bytes) => $"fetching {packages} Debian packages, {Quantity.Bytes(bytes)}",
        BuildStep.Unpacking(var packages) => $"unpacking {packages} packages",
        BuildStep.PackingInitialFiles => "making the first files of the system",
        BuildStep.PackingSystem => "making the system on the disc",
        BuildStep.MakingBootImages => "making the boot images",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Of(RecoveryKey key, string? name) => key switch
    {
        RecoveryKey.Passphrase => "the passphrase of the keyring",
        RecoveryKey.File => $"the key file {name}",
        RecoveryKey.Shares => $"the shares '{name}'",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Of(MachineReport report) => report switch
    {
        MachineReport.Running => "the recovery program runs",
        MachineReport.ReplicaAnswers => "the replica answers",
        MachineReport.ReplicaSilent(var reason) => $"the replica does not answer: {reason}",
        MachineReport.KeyOpened(var key, var name) => $"opened with {Of(key, name)}",
        MachineReport.KeyRefused(var key, var name, var reason) => $"{Of(key, name)}: opens nothing: {reason}",
        MachineReport.Unlocked(var snapshots) => $"unlocked, {Quantity.Count(snapshots, "snapshot", "snapshots")}",
        MachineReport.FirstFile => "the first file is back",
        MachineReport.Restored(var entries, var fromDisc, var fromNetwork) =>
            $"{Quantity.Count(entries, "entry", "entries")} restored, {Quantity.Bytes(fromDisc)} from the disc and {Quantity.Bytes(fromNetwork)} over the net",
        MachineReport.Ended(var sentence) => sentence,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
