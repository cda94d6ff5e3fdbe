using Archivist.Capture.FileSystem;
using Archivist.Repository;

namespace Archivist.Capture.Restoring;

/// <summary>
/// Restores onto files that are there already: what they hold is compared with the snapshot, and only pieces that differ are asked for.
/// One instance serves one run.
/// </summary>
internal sealed class DeltaRestore(IndexedRepository repository, Folder target, RestoreTally tally)
{
    private readonly DeltaComparison _comparison = new(repository);
    private readonly List<RestoredEntry> _files = [];
    private long _bytesKept;

    /// <summary>Bytes that were as they should be and were not written.</summary>
    internal long BytesKept => Interlocked.Read(ref _bytesKept);

    /// <summary>
    /// Takes a file that can be written in place; false for one that is to be made anew: nothing there, not a file, not writable, or one
    /// with further names, which may lie outside the target.
    /// </summary>
    internal bool TryTake(Folder folder, RestoredEntry entry)
    {
        try
        {
            var status = folder.StatusOf(entry.Node.Name);
            if (status.Type is not NodeType.File || status.Links != 1)
                return false;
            using var file = target.OpenForWritingBelow(entry.FullPath().AsSpan(1));
            if (RandomAccess.GetLength(file) != (long)entry.Node.Size)
                RandomAccess.SetLength(file, (long)entry.Node.Size);
        }
        catch (IOException)
        {
            // Whatever is in the way, the ordinary way of restoring meets it too and tells of it.
            return false;
        }

        entry.IsOverwritten = true;
        _files.Add(entry);
        return true;
    }

    /// <summary>Compares all files that were taken, makes zeros where zeros belong, and asks for what differs.</summary>
    internal async Task RunAsync(ContentRestore content, CancellationToken cancellationToken)
    {
        foreach (var entry in _files)
        {
            using var file = target.OpenForReadingAndWritingBelow(entry.FullPath().AsSpan(1));
            var plan = await _comparison.CompareAsync(file, hasHoles: true, entry.Node, Keep, cancellationToken);
            plan.ClearZeros(file);
            tally.OnBytes(plan.BytesZero);
            content.Want(entry, plan.Wanted);
            var isDone = entry.Node.Content.Count == 0;
            for (var i = 0; i < plan.Wanted.Count; i++)
                isDone |= !plan.Wanted[i] && entry.CompletePiece();
            if (isDone)
                tally.OnFileDone();
        }
    }

    private void Keep(long bytes)
    {
        Interlocked.Add(ref _bytesKept, bytes);
        tally.OnBytes(bytes);
    }
}
