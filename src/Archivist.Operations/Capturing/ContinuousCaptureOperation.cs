using System.Text;
using Archivist.Capture.Capturing;
using Archivist.Capture.Watching;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Listing;
using Archivist.Operations.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;
using Archivist.Repository.Trees;
using Archivist.Restore.Comparing;

namespace Archivist.Operations.Capturing;

/// <summary>
/// Captures the sources of the settings as they change, until it is stopped: directories in which nothing changed are taken over without a look. Once a day, and at first, everything is walked;
/// what that finds and the kernel did not report is a finding. Block sources have snapshots of their own, by their dirty bitmaps (<see cref="DiskTurns"/>).
/// </summary>
public sealed class ContinuousCaptureOperation(OperationEnvironment environment) : Operation<ContinuousCaptureRequest, ContinuousCaptureResult>(environment)
{
    /// <summary>The tag of its snapshots, so that a retention policy can distinguish them from others.</summary>
    public const string Tag = "continuous";

    /// <summary>From one walk over everything to the next.</summary>
    internal static readonly TimeSpan Whole = TimeSpan.FromDays(1);

    /// <summary>What changes together is captured together.</summary>
    internal static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    private readonly OperationEnvironment _environment = environment;

    private protected override async Task<ContinuousCaptureResult> RunAsync(ContinuousCaptureRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var settings = await archive.ReadSettingsAsync(cancellationToken);
        var (selection, _) = await settings.Archive.Selection.ReadAsync(cancellationToken);
        using var watch = new SourceWatch(settings.Archive.Sources, selection, archive.OwnFolders(settings));
        if (watch.Lacking is { } lacking)
            archive.Context.Warn(lacking);
        request.Watching?.Invoke(watch.Directories, settings.Archive.BlockSources.Count);
        var every = request.Every ?? settings.Capture.Every;
        using var turn = new SemaphoreSlim(1);
        request = request with { Captured = OneAtATime(request.Captured) };
        var run = new Run(_environment, request, archive, watch, settings.Archive.Sources, every);
        var disks = settings.Archive.BlockSources.Select(address => new DiskTurns(_environment, request, archive.Context, address, every, turn)).ToList();
        List<Func<CancellationToken, Task>> works = [.. disks.Select(disk => (Func<CancellationToken, Task>)disk.GoOnAsync)];
        if (settings.Archive.Sources.Count > 0)
            works.Add(run.GoOnAsync);
        await GoOnAsync(works, cancellationToken);
        var missed = run.Missed + disks.Sum(disk => disk.Missed);
        return new ContinuousCaptureResult(run.Snapshots + disks.Sum(disk => disk.Snapshots), missed) { Verdict = missed > 0 ? Failure.Findings : Failure.None };
    }

    /// <summary>Files and disks are captured side by side, but their reports arrive one at a time.</summary>
    private static Action<CaptureResult> OneAtATime(Action<CaptureResult> captured)
    {
        var gate = new Lock();
        return result =>
        {
            lock (gate)
                captured(result);
        };
    }

    /// <summary>None of the works has an end, but that it is stopped. One that fails stops the others.</summary>
    private static async Task GoOnAsync(List<Func<CancellationToken, Task>> works, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = works.ConvertAll(work => work(stop.Token));
        var first = await Task.WhenAny(running);
        await stop.CancelAsync();
        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!cancellationToken.IsCancellationRequested)
            await first;
    }

    private sealed class Run(OperationEnvironment environment, ContinuousCaptureRequest request, Archive archive, SourceWatch watch, IReadOnlyList<string> sources, TimeSpan every)
    {
        private readonly List<byte[]> _unreadable = [];
        private SnapshotId? _last;
        private DateTimeOffset _wholeAt;

        internal int Snapshots { get; private set; }

        internal int Missed { get; private set; }

        private TimeProvider Clock => archive.Context.Clock;

        internal async Task GoOnAsync(CancellationToken cancellationToken)
        {
            while (true)
            {
                var changed = watch.Take();
                var isWhole = _last is null || changed.IsEverywhere || UntilWhole() <= TimeSpan.Zero;
                if (!isWhole && changed.IsEmpty)
                {
                    await WaitForWorkAsync(cancellationToken);
                    continue;
                }

                await TryCaptureAsync(changed, isWhole, cancellationToken);
                await Task.Delay(every, Clock, cancellationToken);
            }
        }

        /// <summary>A clock that was set back does not put the walk off.</summary>
        private TimeSpan UntilWhole() => Clock.GetUtcNow() is var now && now < _wholeAt ? TimeSpan.Zero : _wholeAt + Whole - now;

        private async Task WaitForWorkAsync(CancellationToken cancellationToken)
        {
            using var due = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(watch.WaitAsync(due.Token), Task.Delay(UntilWhole(), Clock, due.Token));
            await due.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Delay(Settling < every ? Settling : every, Clock, cancellationToken);
        }

        private async Task TryCaptureAsync(ChangedDirectories changed, bool isWhole, CancellationToken cancellationToken)
        {
            foreach (var directory in _unreadable)
                changed.Add(directory);
            try
            {
                var capture = new CaptureRequest
                {
                    Archive = request.Archive,
                    Sources = sources,
                    Tags = [Tag],
                    SkipsUnchanged = true,
                    Changes = isWhole || _last is not { } last ? null : new ChangesSince(last, changed),
                };
                var result = await new CaptureOperation(environment).RunAsync(capture, archive.Context.Events, cancellationToken);
                request.Captured(result);
                if (!result.Outcome.IsSkipped)
                    Snapshots++;
                if (isWhole)
                    await WholeTakenAsync(changed, result.Outcome, cancellationToken);
                _last = result.Outcome.Snapshot.Id;
                Remember(result.Outcome.Unreadable);
            }
            catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
            {
                watch.GiveBack(changed);
                archive.Context.Warn(new ChangesNotCaptured(Failures.Of(cause, isStopped: false).Problem, every));
            }
            catch (OperationCanceledException)
            {
                watch.GiveBack(changed);
                throw;
            }
        }

        private async Task WholeTakenAsync(ChangedDirectories changed, CaptureOutcome outcome, CancellationToken cancellationToken)
        {
            _wholeAt = Clock.GetUtcNow();
            if (changed.IsEverywhere || _last is not { } last || outcome.IsSkipped)
                return;
            var own = archive.OwnFolders(await archive.ReadSettingsAsync(cancellationToken)).Select(folder => DisplayPath.OfText(folder.Path)).ToList();
            var missed = new List<byte[]>();
            await new DiffOperation(environment).RunAsync(
                new DiffRequest
                {
                    Archive = request.Archive,
                    Before = new SnapshotReference($"{last}", ""),
                    After = new SnapshotReference($"{outcome.Snapshot.Id}", ""),
                    ShowsMetadata = true,
                    Found = Compare,
                },
                archive.Context.Events,
                cancellationToken);
            if (missed.Count == 0)
                return;
            Missed += missed.Count;
            archive.Context.Warn(new ChangesMissed(DisplayPath.Of(missed[0]), missed.Count));

            void Compare(TreeChange change)
            {
                var directory = change.Path[..Math.Max(0, change.Path.AsSpan().LastIndexOf((byte)'/'))];
                if (!changed.Contains(directory) && !changed.Contains(change.Path) && !watch.HasNoted(directory) && !watch.HasNoted(change.Path)
                    && !own.Exists(folder => change.Path.AsSpan().StartsWith(folder) || folder.AsSpan().StartsWith(change.Path)))
                    missed.Add(change.Path);
            }
        }

        /// <summary>What could not be read is tried, and reported, each time: where it is counts as changed, but is no reason for a snapshot.</summary>
        private void Remember(IReadOnlyList<UnreadablePath> unreadable)
        {
            _unreadable.Clear();
            foreach (var path in unreadable)
            {
                if (FileName.TryUnquote(Encoding.UTF8.GetBytes(path.Path), out var name) && name.Bytes.LastIndexOf((byte)'/') is var end and >= 0)
                    _unreadable.Add(name.Bytes[..end].ToArray());
            }
        }
    }
}
