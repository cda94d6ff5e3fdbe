using Archivist.Platform.FileSystem;
using Archivist.Platform.Problems;
using Archivist.Repository.Opening;

namespace Archivist.Restore.Restoring;

/// <summary>
/// Restores onto existing files: their content is compared with the snapshot, and only pieces that differ are read from the repository. While a file is
/// being changed it has the name of an unfinished one.
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
    /// Takes a file that can be written in place; false for one that must be created again: an empty one, a missing one, not a file, not
    /// writable, or one with further names, which may lie outside the target.
    /// </summary>
    internal bool TryTake(Folder folder, RestoredEntry entry)
    {
        // A file without content is whole at once, and no other name is kept for it.
        if (entry.Unfinished is not { } unfinished)
            return false;
        try
        {
            var name = entry.Node.Name;
            if (folder.TryStatusOf(name) is not { } status)
            {
                // What an earlier run was changing when it was stopped.
                name = unfinished;
                if (folder.TryStatusOf(name) is not { } left)
                    return false;
                status = left;
                entry.IsMade = true;
            }

            if (status.Type is not NodeType.File || status.Links != 1)
                return entry.IsMade = false;
            using var file = folder.OpenForWriting(name);
        }
        catch (IOException)
        {
            // Any obstacle is met and reported by the ordinary restore too.
            return entry.IsMade = false;
        }

        entry.IsOverwritten = true;
        entry.MayHaveOtherRights = true;
        _files.Add(entry);
        return true;
    }

    /// <summary>Compares all files that were taken, makes zeros where zeros belong, and asks for what differs.</summary>
    internal async Task RunAsync(ContentRestore content, CancellationToken cancellationToken)
    {
        foreach (var entry in _files)
        {
            try
            {
                await CompareAsync(content, entry, cancellationToken);
            }
            catch (IOException cause) when (!OpenFiles.IsNoSpace(cause))
            {
                entry.Fail(Failure.Failed);
                tally.OnProblem(entry, Failure.Failed, Cause.Of(cause));
            }
        }
    }

    private async Task CompareAsync(ContentRestore content, RestoredEntry entry, CancellationToken cancellationToken)
    {
        using var folder = target.OpenFolderBelow(entry.Folder);
        var name = entry.IsMade ? entry.CurrentName : entry.Node.Name;
        using var file = folder.OpenForReadingAndWriting(name);
        var plan = await _comparison.CompareAsync(file, hasHoles: true, entry.Node, Keep, cancellationToken);
        var length = (long)entry.Node.Size;
        if (!plan.IsEmpty || RandomAccess.GetLength(file) != length)
        {
            // From here on it is neither the old file nor the new one.
            if (!entry.IsMade)
                folder.Rename(entry.Node.Name, entry.Unfinished!.Value);
            entry.IsMade = true;
            Folder.SetLength(file, length);
            plan.ClearZeros(file);
        }

        tally.OnBytes(plan.BytesZero);
        content.Want(entry, plan.Wanted);
        var isDone = entry.Node.Content.Count == 0;
        for (var i = 0; i < plan.Wanted.Count; i++)
            isDone |= !plan.Wanted[i] && entry.CompletePiece();
        if (!isDone)
            return;
        if (entry.IsMade)
            folder.Rename(entry.Unfinished!.Value, entry.Node.Name);
        entry.Unfinished = null;
        tally.OnFileDone();
    }

    private void Keep(long bytes)
    {
        Interlocked.Add(ref _bytesKept, bytes);
        tally.OnBytes(bytes);
    }
}
