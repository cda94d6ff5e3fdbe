using Archivist.Platform.FileSystem;
using Archivist.Replicas.Stores.Folder;
using Archivist.Repository.Checking;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.Tests.Faults;

/// <summary>Does a piece of work on a repository again and again, with the power failing one step later each time.</summary>
/// <param name="files">Where the repository lies; never changed.</param>
/// <param name="repository">The same, unlocked.</param>
internal sealed class PowerCuts(CrashingFiles files, OpenRepository repository)
{
    internal const string Folder = "/repository";
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>
    /// After each failure, and again when the work was then done to its end: every known and every acknowledged snapshot is there, itself or in a newer
    /// form, nothing is lost that was not lost before, and the check says exactly whether something is.
    /// </summary>
    /// <param name="known">Snapshots that were there before, and must stay.</param>
    /// <param name="work">What is done; it calls its second argument with each snapshot that it would print.</param>
    /// <param name="lostAtEnd">What is still lost when the work was done; as much as before where that is null.</param>
    internal async Task FailEverywhereAsync(
        IReadOnlyList<SnapshotId> known, Func<OpenRepository, Action<SnapshotId>, Task> work, Losses? lostAtEnd = null)
    {
        var lost = await Losses.FindAsync(repository);
        for (var step = 1; ; step++)
        {
            var failing = files.Clone(failsAt: step);
            List<SnapshotId> acknowledged = [.. known];
            var failure = await Record.ExceptionAsync(() => work(On(failing), acknowledged.Add));
            Assert.True(failure is null || failing.Steps >= step, $"it failed by itself: {failure}");
            var after = failing.Restart(new Random(step));
            await ExpectAsync(after, acknowledged, failure is null ? lostAtEnd ?? lost : lost, $"the power failed at step {step}");

            await RemoveLocksAsync(On(after));
            await work(On(after), acknowledged.Add);
            await ExpectAsync(after, acknowledged, lostAtEnd ?? lost, $"after step {step} it ran again");
            if (failure is null)
            {
                Assert.True(step > 10, $"only {step} steps");
                return;
            }
        }
    }

    /// <summary>All of <paramref name="snapshots"/> are there, and no more is lost than <paramref name="atMost"/>.</summary>
    internal async Task ExpectAsync(CrashingFiles after, IEnumerable<SnapshotId> snapshots, Losses atMost, string when)
    {
        var found = On(after);
        var present = await found.ListSnapshotsAsync(None);
        Assert.All(snapshots, id => Assert.True(present.Any(snapshot => snapshot.Id == id || snapshot.Original == id), $"{when}: snapshot {id} is gone"));
        var losses = await Losses.FindAsync(found);
        losses.ExpectWithin(atMost, when);
        var report = await new RepositoryCheck(found).RunAsync(true, null, None);
        Assert.True(report.IsSound == losses.IsEmpty, $"{when}: {losses}, and the check says: {string.Join("; ", report.Findings.Select(finding => finding.Problem))}");
    }

    /// <summary>The process that held them is gone in truth; here it is this one.</summary>
    internal static async Task RemoveLocksAsync(OpenRepository repository)
    {
        await foreach (var found in repository.Store.ListAsync(ObjectKind.Lock, None))
            await repository.Store.RemoveAsync(found.Name, None);
    }

    private OpenRepository On(CrashingFiles place) => repository.From(new FolderStore(Folder, place));
}
