using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Remembering;
using Archivist.Platform;
using Archivist.Platform.Problems;
using Archivist.Repository.Checking;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Checking;

/// <summary>Checks a repository without changing it. Damage is <see cref="Failure.DataLoss"/>, anything else that was found <see cref="Failure.Findings"/>.</summary>
public sealed class CheckOperation(OperationEnvironment environment) : Operation<CheckRequest, CheckResult>(environment)
{
    private protected override async Task<CheckResult> RunAsync(CheckRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var context = archive.Context;
        var startedAt = context.Clock.GetTimestamp();
        var repository = await archive.UnlockAsync(cancellationToken);
        // An object that is being written looks like damage, so the check locks exclusively; restic's check does the same.
        await using var reading = await archive.LockForReadingAsync(repository, exclusive: true, cancellationToken);
        var vanished = await ReportVanishedAsync(archive, repository.Store, cancellationToken);
        var report = await new RepositoryCheck(repository).RunAsync(request.Data, Draw(), context.Progress(Work.Checking), cancellationToken);
        return new CheckResult(report, context.Clock.GetElapsedTime(startedAt))
        {
            Verdict = Severity.Worse(vanished, !report.IsSound ? Failure.DataLoss : report.Findings.Count > 0 ? Failure.Findings : Failure.None),
        };
    }

    private static async Task<Failure> ReportVanishedAsync(Archive archive, IObjectSource store, CancellationToken cancellationToken)
    {
        var names = new List<ObjectName>();
        await foreach (var item in store.ListAsync(ObjectKind.Snapshot, cancellationToken))
            names.Add(item.Name);
        var snapshots = await VanishedSnapshots.ReportAsync(archive, await archive.TryFindSettingsAsync(cancellationToken), names, cancellationToken);
        return Severity.Worse(snapshots, await PackInventory.ReportAsync(archive, store, cancellationToken));
    }

    /// <summary>A different draw each time, so that in the long run everything is read.</summary>
    private static Random Draw() => new(SystemRandom.GetInt32(int.MaxValue));
}
