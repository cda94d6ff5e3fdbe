using Archivist.Capture.FileSystem;
using Archivist.Repository;

namespace Archivist.Capture.Restoring;

/// <summary>
/// The part of a restore that is under way. Entries collect here until there are many; then their content is read pack by pack, and
/// links and metadata follow. So memory does not grow with the snapshot.
/// </summary>
internal sealed class RestoreWindow
{
    private const int MostEntries = 48 * 1024;
    private const long MostPieces = 128 * 1024;

    private readonly IndexedRepository _repository;
    private readonly Folder? _target;
    private readonly RestoreTally _tally;
    private readonly MetadataRestore _metadata;
    private readonly List<RestoredEntry> _entries = [];
    private readonly List<RestoredEntry> _folders = [];
    private ContentRestore? _content;
    private long _pieces;

    internal RestoreWindow(IndexedRepository repository, Folder? target, RestoreTally tally)
    {
        (_repository, _target, _tally) = (repository, target, tally);
        _metadata = new MetadataRestore(tally);
    }

    private bool IsFull => _entries.Count + _folders.Count >= MostEntries || _pieces >= MostPieces;

    /// <summary>Takes an entry that is in its place but for content and metadata.</summary>
    internal void Add(RestoredEntry entry, bool wantsContent)
    {
        _entries.Add(entry);
        if (!wantsContent || _target is null)
            return;
        _content ??= new ContentRestore(_repository, _target, _tally);
        _content.Want(entry);
        _pieces += entry.Node.Content.Count;
    }

    /// <summary>Takes a folder behind everything in it.</summary>
    internal void AddFinishedFolder(RestoredEntry folder) => _folders.Add(folder);

    internal Task FlushIfFullAsync(CancellationToken cancellationToken) => IsFull ? FlushAsync(cancellationToken) : Task.CompletedTask;

    /// <summary>Completes everything that was taken.</summary>
    internal async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_target is not null)
        {
            _tally.Report();
            if (_content is not null)
                await _content.RunAsync(cancellationToken);
            if (_entries.Count > 0)
                _metadata.RestoreEntries(_target, _entries, cancellationToken);
            // Each folder came behind those in it, so nothing changes a time after it was set.
            _metadata.RestoreInOrder(_target, _folders, cancellationToken);
        }

        _entries.Clear();
        _folders.Clear();
        _content = null;
        _pieces = 0;
    }
}
