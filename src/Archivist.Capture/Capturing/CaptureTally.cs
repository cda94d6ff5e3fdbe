using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Trees;
using Archivist.Repository.Writing;

namespace Archivist.Capture.Capturing;

/// <summary>Counts the entries of a capture and collects the paths that it could not read. Thread-safe.</summary>
internal sealed class CaptureTally(RepositoryWriter writer, IProgress<CaptureTotals>? progress)
{
    private readonly List<UnreadablePath> _unreadable = [];
    private readonly List<Problem> _notes = [];
    private volatile bool _hasTakenOver;
    private long _files, _folders, _others, _unchanged, _bytes;

    internal CaptureTotals Totals => new(
        Interlocked.Read(ref _files), Interlocked.Read(ref _folders), Interlocked.Read(ref _others),
        Interlocked.Read(ref _unchanged), Interlocked.Read(ref _bytes), writer.Totals);

    /// <summary>Valid only when no work is under way any more.</summary>
    internal IReadOnlyList<UnreadablePath> Unreadable => _unreadable;

    /// <summary>A directory was taken over with everything below it.</summary>
    internal void CountTakenOver()
    {
        CountFolder();
        _hasTakenOver = true;
    }

    internal void CountFolder() => Interlocked.Increment(ref _folders);

    internal void CountOther() => Interlocked.Increment(ref _others);

    /// <summary>Of a file that is counted when it is complete.</summary>
    internal void CountBytes(long bytes)
    {
        Interlocked.Add(ref _bytes, bytes);
        progress?.Report(Totals);
    }

    internal void CountFile(long bytes, bool isUnchanged)
    {
        Interlocked.Increment(ref _files);
        if (isUnchanged)
            Interlocked.Increment(ref _unchanged);
        Interlocked.Add(ref _bytes, bytes);
        progress?.Report(Totals);
    }

    /// <summary>Something other than a directory was captured.</summary>
    internal bool HasContent => _hasTakenOver || Interlocked.Read(ref _files) + Interlocked.Read(ref _others) > 0;

    /// <summary>Notices for the operator that concern no missing content.</summary>
    internal IReadOnlyList<Problem> Notes => _notes;

    internal void Note(Problem notice)
    {
        lock (_notes)
            _notes.Add(notice);
    }

    internal void Report(byte[] folder, FileName name, Cause cause) => Report(new UnreadablePath(DisplayPath.Of(folder) + "/" + name, cause));

    internal void Report(UnreadablePath path)
    {
        lock (_unreadable)
            _unreadable.Add(path);
    }

    /// <summary>Reads the attributes of an entry; a loss is reported and does not affect the rest of the entry.</summary>
    /// <param name="draft">The directory that it is in.</param>
    /// <param name="name">The entry.</param>
    /// <param name="status">Its status.</param>
    /// <param name="error">The loss, for the entry's node: without it the next snapshot would reuse the node silently. Null when nothing is lost.</param>
    /// <param name="itself">The entry, where it is a directory that is open already; null to look it up.</param>
    internal IReadOnlyList<ExtendedAttribute> AttributesOf(FolderDraft draft, FileName name, in FileStatus status, out string? error, Folder? itself = null)
    {
        var attributes = itself is null ? draft.Folder.AttributesOf(name, out var losses) : itself.AttributesOf(FileName.Of("."), out losses);
        if (status.IsProtected)
            losses = [.. losses, new AttributeLoss.Flags()];
        error = null;
        if (losses.Count > 0)
        {
            error = NodeError.Of(losses);
            var path = DisplayPath.Of(draft.Path) + "/" + name;
            Report(new UnreadablePath(path, new Cause.Known(new AttributesLost(path, losses))) { IsStored = true });
        }

        return attributes;
    }
}
