using Archivist.Capture.Capturing;
using Archivist.Capture.Problems;
using Archivist.Capture.Selecting;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Platform.Kernel;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Trees;
using Archivist.Repository.Writing;

namespace Archivist.Capture;

/// <summary>Captures sources into a new snapshot. One instance serves one capture.</summary>
/// <remarks>
/// A few threads walk, a few read files, the writer's workers hash, compress and seal. What cannot be read is reported and
/// left out; a failure of the repository ends the capture with nothing reachable.
/// </remarks>
public sealed class SnapshotCapture
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly IndexedRepository _repository;
    private readonly CaptureOptions _options;
    private readonly TimeProvider _clock;
    private readonly IProgress<CaptureTotals>? _progress;

    /// <summary>Prepares a capture; nothing is read yet.</summary>
    public SnapshotCapture(
        IndexedRepository repository, CaptureOptions options, TimeProvider clock, IProgress<CaptureTotals>? progress)
    {
        _repository = repository;
        _options = options;
        _clock = clock;
        _progress = progress;
    }

    /// <summary>Captures and commits. No source at all that exists is <see cref="Failure.Usage"/>.</summary>
    /// <exception cref="ArchivistException">
    /// <see cref="Failure.Usage"/>: no source exists (<see cref="SourcesNotFound"/>). The store and the repository fail with their own kinds.
    /// </exception>
    public async Task<CaptureOutcome> RunAsync(CancellationToken cancellationToken)
    {
        var started = GoTime.From(_clock.GetLocalNow());
        var time = _options.Time ?? started;
        var named = _options.Sources.Select(SourcePath.Absolute).ToList();
        var sources = named.FindAll(SourcePath.Exists);
        await using var blocks = await BlockCapture.OpenAsync(_repository, _options, _clock, time, cancellationToken);
        if (_options.Stream is null && blocks.Paths.Count == 0 && sources.Count == 0)
            throw new ArchivistException(blocks.Unopened is [var first, ..]
                ? new NothingReadable(first.Path, first.Cause, blocks.Unopened.Count - 1)
                : new SourcesNotFound([.. named.Select(PathText.Shown)]));

        sources.AddRange(blocks.Paths);
        await using var writer = _repository.BeginWrite(_options.Sizing, _clock);
        try
        {
            return await RunAsync(started, time, named, sources, blocks, writer, cancellationToken);
        }
        catch (Exception) when (_options.ConfirmLock is not null)
        {
            await KeepStoredAsync(writer, _options.ConfirmLock);
            throw;
        }
    }

    private async Task<CaptureOutcome> RunAsync(
        GoTime started, GoTime time, List<string> named, List<string> sources, BlockCapture blocks, RepositoryWriter writer, CancellationToken cancellationToken)
    {
        var tally = new CaptureTally(writer, _progress);
        foreach (var missing in named.Except(sources).Select(path => new UnreadablePath(DisplayPath.Of(PathText.BytesOf(path)), new Cause.Kernel(KernelError.NotFound))).Concat(_options.Unmatched).Concat(blocks.Unopened))
            tally.Report(missing);
        IReadOnlyList<FileSystemReading>? fileSystems = null;
        BlobId tree;
        if (_options.Stream is { } stream)
            tree = await CaptureStreamAsync(stream, time, writer, tally, cancellationToken);
        else
        {
            // Gone before the snapshot is stored: a picture keeps what is deleted from being freed.
            using var still = _options.TakesPictures ? new StillPictures(tally, isAllowed: _options.Who.UserId == 0) : null;
            tree = await new SourceWalk(_options, _repository, blocks, writer, tally, still).RunAsync(sources, await MakeUpAsync(time, writer, cancellationToken), cancellationToken);
            fileSystems = still?.Readings;
        }

        RequireContent(tally);
        // Only now: what is made up is no content that could have been read.
        foreach (var file in _options.MadeUp?.Files ?? [])
            tally.CountFile(file.Content.Length, isUnchanged: false);
        if (_options.SkipsUnchanged && _options.Parent is { } parent && parent.Tree == tree)
            return new CaptureOutcome(parent, tally.Totals, tally.Unreadable) { IsSkipped = true, Notes = tally.Notes, Blocks = blocks.Readings, MadeUpFiles = _options.MadeUp?.Files.Count, FileSystems = fileSystems };
        var snapshot = await writer.CommitAsync(
            _ => Announced(tally, new Snapshot
            {
                Time = time,
                Parent = _options.Parent?.Id,
                Tree = tree,
                Paths = _options.Stream is { } only ? [only.Path] : [.. SourcePath.Ordered(sources).Select(PathText.Shown)],
                Hostname = _options.Who.Hostname,
                Username = _options.Who.Username,
                UserId = _options.Who.UserId,
                GroupId = _options.Who.GroupId,
                Excludes = _options.Excludes,
                Tags = _options.Tags,
                ProgramVersion = _options.ProgramVersion,
            }.With(Summary(started, tally.Totals))),
            cancellationToken);
        return new CaptureOutcome(snapshot, tally.Totals, tally.Unreadable) { Notes = tally.Notes, Blocks = blocks.Readings, MadeUpFiles = _options.MadeUp?.Files.Count, FileSystems = fileSystems };
    }

    private async Task<Node?> MakeUpAsync(GoTime time, RepositoryWriter writer, CancellationToken cancellationToken) =>
        _options.MadeUp is { } folder ? await new MadeUpCapture(_repository, writer, time).StoreAsync(folder, _options.Parent?.Tree, cancellationToken) : null;

    private Snapshot Announced(CaptureTally tally, Snapshot snapshot)
    {
        _options.Storing?.Invoke(new CaptureOutcome(snapshot, tally.Totals, tally.Unreadable) { Notes = tally.Notes });
        return snapshot;
    }

    /// <summary>Indexes the packs that an interrupted capture has stored; quickly, because the user is waiting for it to stop.</summary>
    private async Task KeepStoredAsync(RepositoryWriter writer, Func<CancellationToken, Task> confirmLock)
    {
        using var patience = new CancellationTokenSource(Patience, _clock);
        try
        {
            await confirmLock(patience.Token);
            await writer.KeepStoredAsync(patience.Token);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArchivistException or OperationCanceledException)
        {
            // What ended the capture is the failure to report. What is not indexed is stored again.
        }
    }

    private SnapshotSummary Summary(GoTime started, CaptureTotals totals) =>
        new(started, GoTime.From(_clock.GetLocalNow()), totals.Files, totals.UnchangedFiles, totals.Bytes, totals.Written);

    /// <summary>A snapshot of empty directories would stand as the latest one in the place of all that could be read earlier.</summary>
    private static void RequireContent(CaptureTally tally)
    {
        if (tally.HasContent || tally.Unreadable.FirstOrDefault(path => !path.IsStored) is not { } first)
            return;
        throw new ArchivistException(new NothingReadable(first.Path, first.Cause, tally.Unreadable.Count - 1));
    }

    private async Task<BlobId> CaptureStreamAsync(
        SourceStream source, GoTime time, RepositoryWriter writer, CaptureTally tally, CancellationToken cancellationToken)
    {
        IReadOnlyList<BlobId> content;
        long length;
        // A source command is stopped together with the capture, so that its output ends.
        await using var stopping = cancellationToken.Register(() => source.Stop?.Invoke());
        try
        {
            (content, length) = await StreamReading.ReadAsync(source.Content, writer, new FileChunker(_repository), cancellationToken);
            if (source.EndAsync is { } end)
                await end(cancellationToken);
        }
        finally
        {
            source.Stop?.Invoke();
        }

        tally.CountFile(length, isUnchanged: false);
        if (length == 0)
            tally.Note(new StreamEmpty());
        var names = source.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var tree = await writer.AddTreeAsync(
            [NodeBuilder.BuildMadeUp(FileName.Of(names[^1]), NodeType.File, time, content, length)], cancellationToken);
        foreach (var folder in names.Reverse().Skip(1))
        {
            tally.CountFolder();
            var node = NodeBuilder.BuildMadeUp(FileName.Of(folder), NodeType.Directory, time, [], 0) with { Subtree = tree };
            tree = await writer.AddTreeAsync([node], cancellationToken);
        }

        return tree;
    }
}
