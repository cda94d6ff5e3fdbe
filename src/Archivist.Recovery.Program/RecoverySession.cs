using System.Reflection;
using Archivist.Discs.Sets;
using Archivist.Platform.Problems;
using Archivist.Recovery.Program.Problems;
using Archivist.Recovery.Protocol;
using Archivist.Replicas.Addresses;
using Archivist.Replicas.Reading;
using Archivist.Replicas.Stores.Http;
using Archivist.Replicas.Stores.Wrappers;
using Archivist.Repository.Opening;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Stores;
using Archivist.Restore;
using Archivist.Restore.Comparing;
using Archivist.Restore.Restoring;

namespace Archivist.Recovery.Program;

/// <summary>
/// One recovery from the first word to the last, the same for people and for drills: only the operator differs. The disc is read as a
/// store, replicas that answer join it, and each blob comes from the disc when the disc has it.
/// </summary>
internal sealed class RecoverySession(RecoveryMachine machine, IRecoveryOperator recoveryOperator, TimeProvider clock)
{
    private const int DifferencesShown = 10;

    /// <summary>The version that the disc carries.</summary>
    internal static string Version { get; } =
        typeof(RecoverySession).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Does the recovery and gives its verdict; failures that an operator can act on leave as <see cref="ArchivistException"/>.</summary>
    internal async Task<DrillEvent.Verdict> RunAsync(CancellationToken cancellationToken)
    {
        await SayAsync(new DrillEvent.Booted(Version, machine.MediumDevice) { Uptime = RecoveryMachine.Uptime() }, cancellationToken);
        using var source = await RecoverySource.OpenAsync(machine, recoveryOperator.DiscsOf(machine, clock), cancellationToken);
        var disc = new CountingSource(source.Store);
        var unlocked = await new RecoveryUnlocking(machine, recoveryOperator, source.Keyring).RunAsync(await SealedRepository.FindAsync(disc, cancellationToken), cancellationToken);
        var damaged = new List<Cause>();
        using var http = HttpConnection.Create();
        var (replicas, silent) = await FindReplicasAsync(disc, http, cancellationToken);
        // What another copy has whole is read from there; what none has must not keep anyone from the other snapshots.
        var path = source.Set is { } set ? new DiscRestorePath(set, replicas.Count > 1 ? [UnionOf(replicas)] : replicas, disc) : null;
        var repository = unlocked.From(path?.Source ?? UnionOf([disc, .. replicas])).PassingOver((_, cause) => damaged.Add(cause));
        var snapshots = await repository.ListSnapshotsAsync(cancellationToken);
        foreach (var cause in damaged)
            await SayAsync(new DrillEvent.PassedOver(recoveryOperator.Words.Of(cause)) { Uptime = RecoveryMachine.Uptime() }, cancellationToken);
        await SayAsync(new DrillEvent.Unlocked(snapshots.Count) { Uptime = RecoveryMachine.Uptime() }, cancellationToken);
        if (snapshots.All(candidate => candidate.IsCatalogue()))
            throw new ArchivistException(new NoSnapshotAnywhere());

        if (LatestDoubt.Find(snapshots, SnapshotArrivals.Unknown, clock.GetUtcNow()) is { } doubt)
            await SayAsync(new DrillEvent.LatestDoubted(recoveryOperator.Words.Of(doubt.Problem).Sentence) { Uptime = RecoveryMachine.Uptime() }, cancellationToken);
        var snapshot = await recoveryOperator.ChooseSnapshotAsync(snapshots, cancellationToken);
        var isSubstitute = snapshot is null;
        snapshot ??= silent > 0
            ? snapshots.Last(candidate => !candidate.IsCatalogue())
            : throw new ArchivistException(new SnapshotNotHere());
        await SayAsync(
            new DrillEvent.SnapshotChosen(snapshot.Id.ToString(), snapshot.Time.ToDateTimeOffset()) { Uptime = RecoveryMachine.Uptime() },
            cancellationToken);

        var indexed = await repository.LoadIndexAsync(cancellationToken);
        var target = await recoveryOperator.PrepareTargetAsync(machine, cancellationToken);
        await SayAsync(new DrillEvent.TargetReady(target.Device) { Uptime = RecoveryMachine.Uptime() }, cancellationToken);
        var result = await RestoreAsync(indexed, snapshot, target.Folder, Start(path, target), cancellationToken);
        await SystemCommands.FlushAsync(cancellationToken);
        await SayAsync(
            new DrillEvent.Restored(
                result.Totals.FilesDone + result.Folders + result.Others, result.Totals.BytesDone, disc.BytesRead,
                replicas.Sum(replica => replica.BytesRead)) { Uptime = RecoveryMachine.Uptime() },
            cancellationToken);
        await recoveryOperator.BeforeComparisonAsync(target.Folder, cancellationToken);
        return await CompareAsync(indexed, snapshot, target.Folder, result, silent, isSubstitute, cancellationToken);
    }

    /// <summary>The disc comes first where it has the bytes; a copy that is slow, silent or damaged costs time and nothing else.</summary>
    private IObjectSource UnionOf(IReadOnlyList<CountingSource> copies) =>
        new CopyUnion([.. copies.Select(copy => new ReadingCopy(copy.Location, copy))], ReadingOrder.Listed, clock) { ListsAll = true };

    private async Task<(List<CountingSource> Answering, int Silent)> FindReplicasAsync(
        IObjectSource disc, HttpClient http, CancellationToken cancellationToken)
    {
        var addresses = await recoveryOperator.AskReplicasAsync(cancellationToken);
        var answering = new List<CountingSource>();
        if (addresses.Count > 0)
            await machine.WaitForNetworkAsync(clock, cancellationToken);
        foreach (var address in addresses)
        {
            try
            {
                // Typed on the day, in front of a question that shows an example: a bare URL can only mean a server.
                var isBare = address.StartsWith("http://", StringComparison.Ordinal) || address.StartsWith("https://", StringComparison.Ordinal);
                var replica = StoreSchemes.Servers(() => http, clock).Open(isBare ? "rest:" + address : address);
                await RequireSameRepositoryAsync(disc, replica, cancellationToken);
                answering.Add(new CountingSource(replica));
                await SayAsync(new DrillEvent.ReplicaAnswered(replica.Location) { Uptime = RecoveryMachine.Uptime() }, cancellationToken);
            }
            catch (Exception cause) when (cause is ArchivistException or IOException)
            {
                await SayAsync(new DrillEvent.ReplicaFailed(Anonymous(address), recoveryOperator.Words.Of(Cause.Of(cause))) { Uptime = RecoveryMachine.Uptime() }, cancellationToken);
            }
        }

        return (answering, addresses.Count - answering.Count);
    }

    private static async Task RequireSameRepositoryAsync(IObjectSource disc, IObjectSource replica, CancellationToken cancellationToken)
    {
        const long Limit = 1 << 20;
        if (await replica.FindLengthAsync(ObjectName.Configuration, cancellationToken) is null)
            throw new ArchivistException(new NoRepositoryAtAddress());
        var here = await disc.ReadAllAsync(ObjectName.Configuration, Limit, cancellationToken);
        var there = await replica.ReadAllAsync(ObjectName.Configuration, Limit, cancellationToken);
        if (!here.AsSpan().SequenceEqual(there))
            throw new ArchivistException(new OtherRepositoryAtAddress());
    }

    /// <summary>Disc by disc when there are several; the directories that are read again and again are kept on the target, without a name there.</summary>
    private static DiscRestorePath? Start(DiscRestorePath? path, RestoreTarget target)
    {
        if (path is null)
            return null;
        Directory.CreateDirectory(target.Folder);
        return path.Start(target.Folder, null);
    }

    private async Task<RestoreOutcome> RestoreAsync(
        IndexedRepository repository, Snapshot snapshot, string folder, DiscRestorePath? stages, CancellationToken cancellationToken)
    {
        var progress = new RestoreProgress();
        var restore = new SnapshotRestore(repository, new RestoreOptions { Snapshot = snapshot, Target = folder, Stages = stages }, progress).RunAsync(cancellationToken);
        var hasFirst = false;
        var quiet = RestoreProgress.Pace;
        while (!restore.IsCompleted)
        {
            await Task.WhenAny(restore, Task.Delay(RestoreProgress.Beat, clock, cancellationToken));
            if (!hasFirst && progress.FirstFileAt is { } uptime)
            {
                hasFirst = true;
                await SayAsync(new DrillEvent.FirstFile { Uptime = uptime }, cancellationToken);
            }

            quiet -= RestoreProgress.Beat;
            if (quiet > TimeSpan.Zero)
                continue;
            quiet = RestoreProgress.Pace;
            await SayAsync(
                new DrillEvent.Progress(progress.Latest.FilesDone, progress.Latest.BytesDone) { Uptime = RecoveryMachine.Uptime() },
                cancellationToken);
        }

        return await restore;
    }

    private async Task<DrillEvent.Verdict> CompareAsync(
        IndexedRepository repository, Snapshot snapshot, string folder, RestoreOutcome result, int silent, bool isSubstitute,
        CancellationToken cancellationToken)
    {
        foreach (var problem in result.Problems.Take(DifferencesShown))
            await SayAsync(new DrillEvent.DifferenceFound(problem.Path, recoveryOperator.Words.Of(problem.Cause)) { Uptime = RecoveryMachine.Uptime() }, cancellationToken);
        await SystemCommands.DropCachesAsync(cancellationToken);
        var comparing = new SnapshotComparison(repository).RunAsync(snapshot, folder, cancellationToken);
        while (await Task.WhenAny(comparing, Task.Delay(RestoreProgress.Pace, clock, cancellationToken)) != comparing)
            await SayAsync(new DrillEvent.Progress(result.Totals.FilesDone, result.Totals.BytesDone) { Uptime = RecoveryMachine.Uptime() }, cancellationToken);
        var compared = await comparing;
        foreach (var difference in compared.Differences.Take(DifferencesShown))
            await SayAsync(new DrillEvent.DifferenceFound(difference.Path, recoveryOperator.Words.Of(difference.Difference)) { Uptime = RecoveryMachine.Uptime() }, cancellationToken);

        var differences = compared.Differences.Count;
        Problem verdict = (result.Failure, differences, silent) switch
        {
            (not Failure.None, _, _) => new EntriesNotRestored(result.Failure, result.Problems.Count),
            (_, > 0, _) => new EntriesDiffer(differences),
            (_, _, > 0) => new NewestNotReached(isSubstitute),
            _ => new EverythingRestored(compared.Entries, snapshot.Id),
        };
        var (sentence, hint) = recoveryOperator.Words.Of(verdict);
        return new DrillEvent.Verdict(verdict.Failure, sentence, differences)
        {
            Uptime = RecoveryMachine.Uptime(),
            Hint = hint,
            FilesCompared = compared.Files,
        };
    }

    /// <summary>An address without user and password.</summary>
    private static string Anonymous(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url) ? url.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped) : "the address";

    private ValueTask SayAsync(DrillEvent happened, CancellationToken cancellationToken) => recoveryOperator.ReportAsync(happened, cancellationToken);
}
